//! The command line: reads the options, starts the tenant, prints its address and stops on a signal.

use std::io::Write;
use std::process::ExitCode;

use tenant_api::{Options, Server, USAGE};
use tokio::signal::unix::{SignalKind, signal};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let result = Options::parse(args).and_then(|options| {
        let runtime =
            tokio::runtime::Runtime::new().map_err(|error| format!("Could not start: {error}."))?;
        let result = runtime.block_on(run(&options));
        // Some responses hang forever by design, so don't wait for them.
        runtime.shutdown_background();
        result
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), String> {
    let no_signals = |error| format!("Could not listen for signals: {error}.");
    let mut interrupt = signal(SignalKind::interrupt()).map_err(no_signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(no_signals)?;
    let serving = async {
        let server = Server::start(options).await?;
        print_notes(&server);
        server.run().await;
        Ok(())
    };
    tokio::select! {
        result = serving => result,
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}

/// Scripts wait for the first line. A closed pipe is no reason to stop.
fn print_notes(server: &Server) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "listening on http://{}", server.address);
    for note in &server.notes {
        let _ = writeln!(out, "{note}");
    }
    let _ = out.flush();
}
