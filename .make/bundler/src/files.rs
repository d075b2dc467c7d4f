//! Owns how files are named, vouched for and compressed, and runs the tools that change them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::process::Command;

use base64::{Engine, engine::general_purpose::STANDARD};
use eyre::{Result, ensure};
use sha2::{Digest, Sha384};

/// The folder that Trunk makes `dist/` of, and the integrity of what was put there.
pub(crate) struct Served(pub(crate) String, pub(crate) BTreeMap<String, String>);

impl Served {
    /// Writes a file with its hash in its name: browsers may keep it for ever. Returns that name.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        let (stem, ending) = name.split_at(name.find("_bg.").or(name.find('.')).unwrap_or(0));
        let hash = Sha384::digest(bytes);
        let digits: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{stem}-{digits}{ending}");
        fs::write(format!("{}/{name}", self.0), bytes)?;
        self.1.insert(name.clone(), format!("sha384-{}", STANDARD.encode(hash)));
        Ok(name)
    }

    /// Puts a .br file beside each file, for servers that send those as they are.
    pub(crate) fn compress(&self) -> Result<()> {
        for file in fs::read_dir(&self.0)?.collect::<Result<Vec<_>, _>>()? {
            let compressed = File::create(format!("{}.br", file.path().display()))?;
            brotli::CompressorWriter::new(compressed, 1 << 16, 11, 22).write_all(&fs::read(file.path())?)?;
        }
        Ok(())
    }
}

/// Replaces `old`, which must be there: a tool may write something else tomorrow.
pub(crate) fn replace(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(text.contains(old), "there is no {old}; has a tool changed what it writes?");
    Ok(text.replace(old, new))
}

/// Runs a tool, and shows what it says only if it fails. The options are separated by spaces, paths may have some.
pub(crate) fn run(tool: &str, options: &str, paths: &[&str]) -> Result<()> {
    let output = Command::new(tool).args(options.split_whitespace()).args(paths).output()?;
    ensure!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// The bytes of a module, made small. The features are what rustc uses: the main module says so itself, the parts do not.
pub(crate) fn optimised(path: &str) -> Result<Vec<u8>> {
    let options = "-Oz --enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals \
        --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext --enable-simd -o";
    run("wasm-opt", options, &[path, path])?;
    Ok(fs::read(path)?)
}
