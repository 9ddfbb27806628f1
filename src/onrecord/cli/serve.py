"""``serve``: the page of a record in a browser."""

from __future__ import annotations

import click

from onrecord.cli.messages import say
from onrecord.cli.options import allow_host_option, jobs_option, model_option, reader_option, record_option

_NETWORK = (
    "Listening on {host} lets anyone who can reach this machine read the record, add to it and decide in it; there is "
    "no login. If you want that, say so with --allow-network."
)


@click.command("serve")
@record_option
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help="The interface to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="The port; 0 takes any free one."
)
@click.option("--demo", is_flag=True, help="Show the demo dossier, in a record that is gone afterwards.")
@click.option(
    "--name", "names", metavar="HOSTNAME", multiple=True, help="A further name that the page answers to in a browser."
)
@click.option("--allow-network", is_flag=True, help="Allow a --host that other machines can reach.")
@click.option("--open/--no-open", "browse", default=False, help="Open a browser.  [default: no-open]")
@allow_host_option
@model_option
@reader_option
@jobs_option
@click.pass_context
def serve_command(
    ctx: click.Context,
    path: str,
    host: str,
    port: int,
    demo: bool,
    names: tuple[str, ...],
    allow_network: bool,
    browse: bool,
    model: str | None,
    reader: str | None,
    jobs: int | None,
) -> None:
    """Open the record as a page in a browser, on this machine only.

    A record that is not there is begun; the page can add to it. It answers until Ctrl-C. Reports that another command
    adds meanwhile are compared and shown within seconds.
    """
    from onrecord.web.serving import Serving, is_loopback, serve, serve_demo
    from onrecord.workers import usual

    if not is_loopback(host) and not allow_network:
        raise click.UsageError(_NETWORK.format(host=host), ctx)
    how = Serving(host, port, names, browse, model, reader, jobs or usual())
    if demo:
        serve_demo(how, say)
    else:
        serve(path, how, say)
