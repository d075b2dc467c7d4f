//! Owns the step after a build: what Trunk left in the folder that is served, under plain names, gets its final form.

use std::collections::BTreeMap;
use std::{env, fs};

use eyre::{Result, ensure};

use crate::files::{Served, optimised, replace, run as run_tool};
use crate::parts;
use crate::rename::rename;

pub(crate) fn run() -> Result<()> {
    let folder = env::var("TRUNK_STAGING_DIR")?;
    let base = env::var("TRUNK_PUBLIC_URL")?;
    let release = env::var("TRUNK_PROFILE")? == "release";
    let left: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
    let mut served = Served(folder, BTreeMap::new());
    parts::serve(&mut served, release)?;
    scripts(&served.0, release)?;
    let page_path = format!("{}/index.html", served.0);
    let mut page = fs::read_to_string(&page_path)?;
    for file in left.iter().filter(|file| file.file_name() != "index.html") {
        let name = file.file_name().to_string_lossy().into_owned();
        let hashed = served.put(&name, &fs::read(file.path())?)?;
        fs::remove_file(file.path())?;
        let link = format!("integrity=\"{}\" href=\"{base}{hashed}\"", served.1[&hashed]);
        page = replace(&page, &format!("href=\"{base}{name}\""), &link)?;
        // The script element says to boot.js where the module and its script are.
        page = page.replace(&format!("\"{base}{name}\""), &format!("\"{base}{hashed}\""));
    }
    fs::write(page_path, page)?;
    if release { served.compress() } else { Ok(()) }
}

/// Makes one script of wasm-bindgen's, the splitter's and our lazy loader, and one of what starts it. In a release build the
/// module and its script get short names for each other.
fn scripts(folder: &str, release: bool) -> Result<()> {
    let glue = fs::read_to_string(format!("{folder}/rolecall.js"))?;
    fs::remove_file(format!("{folder}/rolecall.js"))?;
    fs::write("target/parts/rolecall.js", shared_tree(glue)?)?;
    let outdir = format!("--outdir={folder}");
    // wasm-bindgen names the splitter's loader once for each part, so a key is there more than once.
    let bundle = "boot=src/boot/start.js rolecall=target/parts/rolecall.js --bundle --format=esm \
        --alias:virtual:manifest=./target/parts/manifest.json --alias:virtual:lazy_loader=./src/boot/lazy_loader.js \
        --alias:virtual:translation=./src/boot/translation.js \
        --log-override:duplicate-object-key=silent";
    if !release {
        return run_tool("esbuild", bundle, &[&outdir]);
    }
    // Properties whose names end in a hash of the linker. esbuild notes which names it gave them.
    let mangle = "--minify --mangle-props=_h?[0-9a-f]{16}(_[0-9]+)?$ --mangle-cache=target/parts/names.json";
    fs::write("target/parts/names.json", "{}")?;
    run_tool("esbuild", &format!("{bundle} {mangle}"), &[&outdir])?;
    let names = serde_json::from_slice(&fs::read("target/parts/names.json")?)?;
    let module = format!("{folder}/rolecall_bg.wasm");
    Ok(fs::write(&module, rename(&optimised(&module)?, names)?)?)
}

/// The script of wasm-bindgen, changed where it reads or changes the tree of the page: what a page translator did to it is undone
/// there first (src/boot/translation.js).
fn shared_tree(mut glue: String) -> Result<String> {
    for (old, new) in [
        ("arg0.insertBefore(arg1, arg2);", "tree.insertBefore(arg0, arg1, arg2);"),
        ("arg0.parentNode;", "tree.parentNode(arg0);"),
        ("arg0.remove();", "tree.remove(arg0);"),
        (
            "arg0.nodeValue = arg1 === 0 ? undefined : getStringFromWasm0(arg1, arg2);",
            "tree.setText(arg0, getStringFromWasm0(arg1, arg2));",
        ),
        (
            "arg0.textContent = arg1 === 0 ? undefined : getStringFromWasm0(arg1, arg2);",
            "tree.setContent(arg0, arg1 === 0 ? '' : getStringFromWasm0(arg1, arg2));",
        ),
    ] {
        glue = replace(&glue, old, new)?;
    }
    for call in [
        ".appendChild(",
        ".removeChild(",
        ".replaceChild(",
        ".replaceWith",
        ".after(",
        ".before(",
        ".nextSibling;",
        ".previousSibling;",
        ".firstChild;",
    ] {
        ensure!(!glue.contains(&format!("arg0{call}")), "src/boot/translation.js does not know {call}");
    }
    Ok(format!("import * as tree from 'virtual:translation';\n{glue}"))
}
