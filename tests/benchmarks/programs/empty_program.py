"""The yardstick: a Typer program of one command that prints one line."""

import typer

app = typer.Typer()


@app.command()
def main() -> None:
    print("hello")
