//! Owns the step after a build: what Trunk left under plain names in the folder that is served gets its final form.

use std::collections::BTreeMap;
use std::{env, fs};

use eyre::Result;

use crate::parts;
use crate::rename::rename;
use crate::served::{Served, files, optimised, replace, run_tool};

pub(crate) fn run() -> Result<()> {
    let folder = env::var("TRUNK_STAGING_DIR")?;
    let base = env::var("TRUNK_PUBLIC_URL")?;
    let release = env::var("TRUNK_PROFILE")? == "release";
    let mut served = Served {
        folder: folder.clone().into(),
        integrity: BTreeMap::new(),
    };
    let left = files(&served.folder)?;
    parts::serve(&mut served, release)?;
    scripts(&folder, release)?;
    let page_path = served.folder.join("index.html");
    let mut page = fs::read_to_string(&page_path)?;
    for path in left.iter().filter(|path| **path != page_path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let hashed = served.put(&name, &fs::read(path)?)?;
        fs::remove_file(path)?;
        let integrity = &served.integrity[&hashed];
        let link = format!("integrity=\"{integrity}\" href=\"{base}{hashed}\"");
        page = replace(&page, &format!("href=\"{base}{name}\""), &link)?;
        // The script element says to boot.js where its files are.
        page = page.replace(&format!("\"{base}{name}\""), &format!("\"{base}{hashed}\""));
    }
    fs::write(page_path, page)?;
    if release { served.compress() } else { Ok(()) }
}

/// Makes one script of wasm-bindgen's, the splitter's and our lazy loader, and one of what starts it. In a
/// release build the module and its script get short names for each other.
fn scripts(folder: &str, release: bool) -> Result<()> {
    fs::rename(format!("{folder}/rolecall.js"), "target/parts/rolecall.js")?;
    let outdir = format!("--outdir={folder}");
    let mut arguments = vec![
        "boot=src/boot/start.js",
        "rolecall=target/parts/rolecall.js",
        &outdir,
        "--bundle",
        "--format=esm",
        "--alias:virtual:manifest=./target/parts/manifest.json",
        "--alias:virtual:lazy_loader=./src/boot/lazy_loader.js",
        // wasm-bindgen names the splitter's loader once for each part.
        "--log-override:duplicate-object-key=silent",
    ];
    if !release {
        return run_tool("esbuild", &arguments);
    }
    // Properties whose names end in a hash of the linker. esbuild writes which names it gave them.
    let names = "target/parts/names.json";
    fs::write(names, "{}")?;
    let mangle = [
        "--mangle-props=_h?[0-9a-f]{16}(_[0-9]+)?$",
        "--mangle-cache=target/parts/names.json",
    ];
    arguments.push("--minify");
    arguments.extend(mangle);
    run_tool("esbuild", &arguments)?;
    let names = serde_json::from_str(&fs::read_to_string(names)?)?;
    let module = format!("{folder}/rolecall_bg.wasm");
    Ok(fs::write(&module, rename(&optimised(&module)?, names)?)?)
}
