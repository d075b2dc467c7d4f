//! What happens between rustc and `dist/`, besides what Trunk does. Trunk runs this program twice in each build: by the name
//! of `wasm-bindgen`, which it shadows in PATH, to split the module first; and as its `post_build` hook ([`bundle`]).

mod bundle;
mod files;
mod parts;
mod rename;

use std::path::Path;
use std::process::{Command, exit};
use std::{env, fs};

use eyre::Result;
use wasm_split_cli_support::{Options, transform};

fn main() -> Result<()> {
    let mut arguments: Vec<String> = env::args().collect();
    if !arguments.remove(0).ends_with("wasm-bindgen") {
        return bundle::run();
    }
    // Trunk also asks for the version, without a module.
    if let Some(module) = arguments.iter_mut().find(|it| it.ends_with(".wasm")) {
        // Cuts the module at each function marked `wasm_split`: the parts, the loader and its map lie in target/parts then.
        let _ = fs::remove_dir_all("target/parts");
        let bytes = fs::read(&*module)?;
        let mut options = Options::new(&bytes);
        options.output_dir = Path::new("target/parts");
        options.main_out_path = Path::new("target/parts/main.wasm");
        options.main_module = "./rolecall.js";
        let map = transform(options)?.prefetch_map;
        fs::write("target/parts/map.json", serde_json::to_vec(&map)?)?;
        "target/parts/main.wasm".clone_into(module);
        // The other parts import the memory and the tables of the main one.
        arguments.push("--keep-lld-exports".to_owned());
    }
    let real = env::current_exe()?.canonicalize()?.with_file_name("wasm-bindgen");
    exit(Command::new(real).args(arguments).status()?.code().unwrap_or(1))
}
