"""Writes ``docs/commands.md``, the help of every command: ``python docs/commands.py``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from stance.cli import main

PAGE = Path(__file__).with_suffix(".md")
WIDTH = 100  # columns; a terminal's own width is not asked for
INTRODUCTION = """# Commands

What `--help` says of each command; `python docs/commands.py` writes this page from it.
"""


def page() -> str:
    """Return the page: a section a command, in the order in which they were added."""
    context = click.Context(main, info_name="stance", terminal_width=WIDTH)
    return "\n".join([INTRODUCTION, *_sections(main, context)])


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    help_lines = (line.rstrip() for line in command.get_help(context).splitlines())
    yield "\n".join([f"## {context.command_path}", "```text", *help_lines, "```", ""])
    if isinstance(command, click.Group):
        for name, member in command.commands.items():
            yield from _sections(member, click.Context(member, parent=context, info_name=name))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
