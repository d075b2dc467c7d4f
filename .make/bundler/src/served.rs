//! Owns the folder that Trunk makes `dist/` of, and runs the tools that work on files. Knows nothing of what is in them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use base64::{Engine, engine::general_purpose::STANDARD};
use eyre::{Result, ensure};
use sha2::{Digest, Sha384};

pub(crate) struct Served {
    pub(crate) folder: PathBuf,
    /// Of each file that was put there, by its name.
    pub(crate) integrity: BTreeMap<String, String>,
}

impl Served {
    /// Writes a file with its hash in its name: browsers may keep it for ever. Returns that name.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        let (stem, ending) = name.split_at(name.find("_bg.").or(name.find('.')).unwrap_or(0));
        let hash = Sha384::digest(bytes);
        let digits: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{stem}-{digits}{ending}");
        fs::write(self.folder.join(&name), bytes)?;
        let integrity = format!("sha384-{}", STANDARD.encode(hash));
        self.integrity.insert(name.clone(), integrity);
        Ok(name)
    }

    /// Puts a .br file beside each file, for servers that send those as they are.
    pub(crate) fn compress(&self) -> Result<()> {
        for path in files(&self.folder)? {
            let file = File::create(format!("{}.br", path.display()))?;
            brotli::CompressorWriter::new(file, 1 << 16, 11, 22).write_all(&fs::read(path)?)?;
        }
        Ok(())
    }
}

pub(crate) fn files(folder: &PathBuf) -> Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect()
}

/// Replaces `old`, which must be there: a tool may write something else tomorrow.
pub(crate) fn replace(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(
        text.contains(old),
        "there is no {old}; has a tool changed what it writes?"
    );
    Ok(text.replace(old, new))
}

/// Runs a tool and shows what it says only if it fails.
pub(crate) fn run_tool(tool: &str, arguments: &[&str]) -> Result<()> {
    let output = Command::new(tool).args(arguments).output()?;
    ensure!(
        output.status.success(),
        "{tool}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

/// The bytes of a module, made small.
pub(crate) fn optimised(path: &str) -> Result<Vec<u8>> {
    // What rustc uses. The main module says so itself; the parts do not.
    let features = "--enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue \
        --enable-mutable-globals --enable-nontrapping-float-to-int --enable-reference-types \
        --enable-sign-ext --enable-simd";
    let arguments = features.split_whitespace().chain(["-Oz", path, "-o", path]);
    run_tool("wasm-opt", &arguments.collect::<Vec<_>>())?;
    Ok(fs::read(path)?)
}
