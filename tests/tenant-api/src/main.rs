//! The command line: reads the options, starts the tenant, says where it is and ends at once when told to.

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
    let ended = Options::parse(args).and_then(|options| {
        let runtime = tokio::runtime::Runtime::new()
            .map_err(|error| format!("The program cannot start: {error}."))?;
        let ended = runtime.block_on(run(&options));
        // Answers under way may hang for ever by design: do not wait for them.
        runtime.shutdown_background();
        ended
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), String> {
    let no_signals = |error| format!("Signals cannot be heard: {error}.");
    let mut interrupt = signal(SignalKind::interrupt()).map_err(no_signals)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(no_signals)?;
    let serving = async {
        let server = Server::start(options).await?;
        say(&server);
        server.run().await;
        Ok(())
    };
    tokio::select! {
        ended = serving => ended,
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}

/// The first line is what scripts wait for. A closed pipe is no reason to stop.
fn say(server: &Server) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "listening on http://{}", server.address);
    for note in &server.notes {
        let _ = writeln!(out, "{note}");
    }
    let _ = out.flush();
}
