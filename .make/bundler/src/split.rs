//! Owns the step before wasm-bindgen: cuts the module at each function marked `wasm_split`.

use std::path::Path;
use std::process::{Command, exit};
use std::{env, fs};

use eyre::Result;
use wasm_split_cli_support::{Options, transform};

/// Runs the real wasm-bindgen, but on the main part of the module that the arguments name.
pub(crate) fn run(mut arguments: Vec<String>) -> Result<()> {
    let real = env::current_exe()?
        .canonicalize()?
        .with_file_name("wasm-bindgen");
    // There is none when Trunk asks for the version.
    if let Some(module) = arguments.iter_mut().find(|it| it.ends_with(".wasm")) {
        split(&fs::read(&*module)?)?;
        "target/parts/main.wasm".clone_into(module);
        // The other parts import the memory and the tables of the main one.
        arguments.push("--keep-lld-exports".to_owned());
    }
    exit(
        Command::new(real)
            .args(arguments)
            .status()?
            .code()
            .unwrap_or(1),
    )
}

/// Leaves the parts in target/parts, and with them the splitter's loader and map.
fn split(module: &[u8]) -> Result<()> {
    let _ = fs::remove_dir_all("target/parts");
    let mut options = Options::new(module);
    options.output_dir = Path::new("target/parts");
    options.main_out_path = Path::new("target/parts/main.wasm");
    options.main_module = "./rolecall.js";
    let map = transform(options)?.prefetch_map;
    Ok(fs::write(
        "target/parts/map.json",
        serde_json::to_vec(&map)?,
    )?)
}
