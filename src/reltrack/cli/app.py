"""The front door: the commands, loaded one at a time, and the options all of them share."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer
from typer import main as typer_main
from typer.core import TyperCommand, TyperGroup

from reltrack.cli.commands import COMMANDS, DAILY
from reltrack.cli.invocation import Invocation
from reltrack.errors import UsageError
from reltrack.render.output import width_of

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDEST, _NARROWEST = 100, 30  # columns of help

Color = Literal["auto", "always", "never"]
FormatName = Literal["table", "text", "tsv", "json"]


def _common(
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, whatever the terminal.")
    ] = False,
    format: Annotated[  # noqa: A002 — the option's name
        FormatName | None, typer.Option("--format", help="How to print.", show_default=False)
    ] = None,
    fields: Annotated[
        str | None, typer.Option("--fields", metavar="A,B", help="Only these, of each record.")
    ] = None,
    db: Annotated[
        str | None, typer.Option("--db", metavar="PATH", help="The journal to use.")
    ] = None,
    color: Annotated[
        Color | None, typer.Option("--color", help="Colour the output.", show_default=False)
    ] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print long pages at once.")] = False,
) -> None:
    """The options every command has."""


class Command(TyperCommand):
    """A command with the options all commands share, and plain examples in its help."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401
        super().__init__(**attributes)
        for param in self.params:
            if param.metavar is None and not getattr(param, "is_flag", False):
                param.metavar = {"str": "TEXT", "int": "N"}.get(param.type.name)
        self.params += _shared_options()

    @property
    def examples(self) -> list[str]:
        """The examples, as they are typed."""
        return [line.strip() for line in (self.epilog or "").strip().splitlines()]

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Print what it does, examples first, then its own options, then those of all commands."""
        from reltrack.cli import help_layout

        self.format_usage(ctx, formatter)
        room = formatter.width
        formatter.write(help_layout.prose(self.help or "", room))
        if self.examples:
            formatter.write(f"\nExamples:\n{help_layout.examples(self.examples, room)}")
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if told := param.get_help_record(ctx):
                sections.setdefault(section_of(param), []).append(told)
        for title, rows in sections.items():
            formatter.write(f"\n{title}:\n{help_layout.definitions(rows, room)}")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Parse, and let an error say which command it is of."""
        try:
            return super().parse_args(ctx, args)
        except Exception as problem:
            if getattr(problem, "ctx", ctx) is None:
                problem.ctx = ctx  # type: ignore[attr-defined]
            raise


def section_of(param: Any) -> str:  # noqa: ANN401
    """Return the title of the section of help in which a parameter stands."""
    if param.param_type_name == "argument":
        return "Arguments"
    shared = param.callback is _keep or param.name == "help"
    return "Options of every command" if shared else "Options"


class TextCommand(Command):
    """A command that takes free text: nothing in it may be taken for a cluster of options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Refuse `-thanks`, which would otherwise be read as `-t hanks`."""
        takes_value = {
            name
            for param in self.params
            for name in param.opts
            if not getattr(param, "is_flag", False) and name.startswith("-")
        }
        words = iter(args)
        for word in words:
            if word == "--":
                break
            if len(word) > 2 and word[0] == "-" and word[1] != "-":
                raise UsageError(
                    f"no such option: {word[:20]}",
                    hint='put -- before a text that starts with "-"; an option and its value are'
                    " two words",
                )
            if word in takes_value:
                next(words, None)
        return super().parse_args(ctx, args)


class Group(TyperGroup):
    """All commands, each imported only when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:  # noqa: ANN401, ARG002
        """Load one command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        commands: typer.Typer = import_module(f"reltrack.cli.{entry.module}").commands
        info = next(i for i in commands.registered_commands if _name(i) == cmd_name)
        info.cls = info.cls if info.cls not in (None, TyperCommand) else Command
        info.help = info.help or f"{entry.summary}\n\n{_details(info.callback)}"
        info.short_help = entry.summary
        _evaluate(info.callback)
        return cast(
            TyperCommand,
            typer_main.get_command_from_info(
                info, pretty_exceptions_short=False, rich_markup_mode=None
            ),
        )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Find the command, or say which one was probably meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from reltrack.cli.meant import no_command

            raise no_command(args[0], args[1:])
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Print what it is, options before any command, daily verbs; the rest is in `help all`."""
        from reltrack.cli import help_layout

        self.format_usage(ctx, formatter)
        formatter.write(help_layout.prose(self.help or "", formatter.width))
        params = [told for param in self.get_params(ctx) if (told := param.get_help_record(ctx))]
        daily = [(name, COMMANDS[name].summary) for name in DAILY]
        for title, rows in (("Options", params), ("Every day", daily)):
            formatter.write(f"\n{title}:\n{help_layout.definitions(rows, formatter.width)}")
        formatter.write("\nreltrack help all lists every command.\n")


def _name(info: Any) -> str:  # noqa: ANN401
    return cast(str, info.name or info.callback.__name__)


def _details(function: Callable[..., Any] | None) -> str:
    """Return what a command's docstring says beyond its first line."""
    _, _, rest = (function.__doc__ or "").partition("\n")
    from inspect import cleandoc

    return cleandoc(rest)


def _evaluate(function: Any) -> None:  # noqa: ANN401
    """Evaluate annotations once, and not each of the four times that Typer asks for them."""
    from inspect import get_annotations

    function.__annotations__ = get_annotations(function, eval_str=True)


def _shared_options() -> list[Any]:
    """Return fresh parameters for the shared options, each kept in the invocation."""
    _evaluate(_common)
    parameters = typer_main.get_params_convertors_ctx_param_name_from_function(_common)[0]
    for parameter in parameters:
        parameter.expose_value = False
        parameter.callback = _keep
    return list(parameters)


def _keep(ctx: Any, param: Any, value: Any) -> Any:  # noqa: ANN401
    invocation = ctx.find_object(Invocation)
    if value not in (None, False) and invocation is not None:
        setattr(invocation, "db_flag" if param.name == "db" else param.name, value)
    return value


def _print_version(value: bool) -> None:
    if value:
        from reltrack import __version__

        Invocation().say(f"reltrack {__version__}")
        raise typer.Exit


def _help_width() -> int:
    return max(min(width_of(sys.stdout, os.environ), _WIDEST), _NARROWEST) - 2


def command_line() -> TyperGroup:
    """Return the program."""
    app = typer.Typer(
        cls=Group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "terminal_width": _help_width()},
    )

    @app.callback()
    def reltrack(
        context: typer.Context,
        db: Annotated[
            str | None, typer.Option("--db", metavar="PATH", help="The journal to use.")
        ] = None,
        color: Annotated[
            Color | None, typer.Option("--color", help="Colour the output.", show_default=False)
        ] = None,
        no_pager: Annotated[
            bool, typer.Option("--no-pager", help="Print long pages at once.")
        ] = False,
        _version: Annotated[
            bool,
            typer.Option("--version", callback=_print_version, is_eager=True, help="Print it."),
        ] = False,
    ) -> None:
        """A networking journal: write down a coffee, see who has gone quiet, and why now."""
        invocation = Invocation()
        invocation.db_flag = db
        invocation.color = color or "auto"
        invocation.no_pager = no_pager
        context.obj = invocation
        context.call_on_close(invocation.close)
        if context.invoked_subcommand is None:
            invocation.say(context.get_help())

    _evaluate(reltrack)
    return cast(TyperGroup, typer_main.get_command(app))
