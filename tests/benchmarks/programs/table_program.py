"""The yardstick for a terminal: the same program, printing a Rich table of so many lines."""

import typer

app = typer.Typer()

FRAME = 4
"""The lines of a table that are no rows: its head and its borders."""

HEAD = ("Name", "Quiet for", "Last time", "Something to say")
ROW = ("Nadira Velosund", "5 weeks, usually 3", "Tue 13 Oct 2026", "the move to the coast")


@app.command()
def main(lines: int) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*HEAD, expand=True)
    for _ in range(lines - FRAME):
        table.add_row(*ROW)
    Console().print(table)
