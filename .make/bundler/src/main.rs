//! What happens between rustc and `dist/`, besides what Trunk does. Trunk runs this program twice in each build: by the name
//! of `wasm-bindgen`, which it shadows in PATH ([`split`]), and as its `post_build` hook ([`bundle`]).

mod bundle;
mod parts;
mod rename;
mod served;
mod split;

fn main() -> eyre::Result<()> {
    let mut arguments = std::env::args();
    let program = arguments.next().unwrap_or_default();
    if program.ends_with("wasm-bindgen") {
        split::run(arguments.collect())
    } else {
        bundle::run()
    }
}
