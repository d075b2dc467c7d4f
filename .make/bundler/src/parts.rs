//! Owns the parts of the app that are fetched when they are needed first: puts them and their style sheets where they are
//! served, and writes the manifest by which `src/boot/lazy_loader.js` finds and checks them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use eyre::{Result, ensure};
use serde_json::{Value, from_slice, json};

use crate::files::{Served, optimised, replace};

/// A chunk smaller than this costs more to ask for than to bring along: such chunks come in one file.
const SMALL: usize = 2_000;

/// Leaves the manifest, and the splitter's loader as it is bundled, in target/parts.
pub(crate) fn serve(served: &mut Served, release: bool) -> Result<()> {
    let map: BTreeMap<String, Vec<String>> = from_slice(&fs::read("target/parts/map.json")?)?;
    let mut loader = fs::read_to_string("target/parts/__wasm_split.js")?;
    let (mut files, mut packed, mut pack) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for stem in map.values().flatten().collect::<BTreeSet<_>>() {
        let path = format!("target/parts/{stem}.wasm");
        let bytes = if release { optimised(&path)? } else { fs::read(path)? };
        if stem.starts_with("chunk_") && bytes.len() < SMALL {
            packed.insert(stem, [pack.len(), pack.len() + bytes.len()]);
            pack.extend(bytes);
        } else {
            files.insert(stem, served.put(&format!("{stem}.wasm"), &bytes)?);
        }
        // The form that the splitter writes for bundlers to find. (bundle.rs edits the other text of a tool.)
        let fetch = format!("fetch(new URL(\"./{stem}.wasm\", import.meta.url))");
        loader = replace(&loader, &fetch, &format!("load(\"{}\")", files.get(stem).unwrap_or(stem)))?;
    }
    let import = "import { load } from \"virtual:lazy_loader\";\n";
    fs::write("target/parts/__wasm_split.js", import.to_owned() + &loader)?;
    let pack = served.put("chunks.bin", &pack)?;
    let routes: Vec<Value> = from_slice(&fs::read("src/app/routes.json")?)?;
    let mut parts = BTreeMap::new();
    for (part, stems) in &map {
        // The splitter's list ends with the part's own file, ours begins with it.
        let mut list: Vec<_> = stems.iter().rev().map(|stem| files.get(stem).unwrap_or(&pack).clone()).collect();
        let routes = routes.iter().filter(|route| route["part"] == **part);
        for style in routes.filter_map(|route| route["styles"].as_array()).flatten().filter_map(Value::as_str) {
            let name = format!("{style}.css");
            list.push(served.put(&name, &fs::read(format!("style/{name}"))?)?);
        }
        let mut seen = BTreeSet::new();
        list.retain(|file| seen.insert(file.clone()));
        parts.insert(part, list);
    }
    for part in routes.iter().filter_map(|route| route["part"].as_str()) {
        ensure!(map.contains_key(part), "src/app/routes.json has a part {part}, the module has none");
    }
    let manifest = json!({ "parts": parts, "pack": pack, "packed": packed, "integrity": served.1 });
    Ok(fs::write("target/parts/manifest.json", manifest.to_string())?)
}
