"""Break a module in every small way, and count what its tests notice: ``python -m tests.mutants scopes``.

Needs ``pip install cosmic-ray``, whose operators make the mutants, and a system that forks: each mutant is
tested in a child of one process that has read the libraries. The module is put back at the end, but not by a
process that is killed: run it in a clone. Mutants that differ in a type annotation alone are left out, since
nothing runs it. What no test noticed is shown by line.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import importlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

LIMIT = 600  # seconds for the tests of one mutant; one that needs more is noticed
READ_BEFORE = ("numpy", "scipy.sparse", "sklearn.linear_model", "onnxruntime", "hypothesis", "jsonschema")
MODULES = {
    "scopes": ("stance/scopes.py", ["tests/test_scopes.py"]),
    "features": ("stance/features.py", ["tests/test_features.py"]),
    "artefact": (
        "stance/model/artefact.py",
        ["tests/model/test_artefact.py", "tests/model/test_packing.py", "tests/model/test_samples.py"],
    ),
}


class _Bare(ast.NodeTransformer):
    """Takes the type annotations out."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)


def _bare(source: str) -> str:
    return ast.dump(_Bare().visit(ast.parse(source)))


def _mutants(source: str) -> Iterator[str]:
    """Yield the module with one change after the other, by the operators that need no settings."""
    plugins = importlib.import_module("cosmic_ray.plugins")
    mutate = importlib.import_module("cosmic_ray.mutating").mutate_code
    whole = _bare(source)
    for name in sorted(plugins.operator_names()):
        operator = plugins.get_operator(name)
        if operator.arguments():
            continue
        place = 0
        while (changed := mutate(source, operator(), place)) is not None:
            place += 1
            with contextlib.suppress(SyntaxError):  # an operator may leave what is no Python
                if _bare(changed) != whole:
                    yield changed


def _passes(tests: list[str]) -> bool:
    """Say whether the tests pass in a child of this process, in time."""
    child = os.fork()
    if child == 0:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = 1
        try:
            code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *tests])
        finally:
            os._exit(int(code))
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _shown(source: str, changed: str) -> str:
    lines = difflib.unified_diff(source.splitlines(), changed.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("+++", "---")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", choices=MODULES)
    name, tests = MODULES[parser.parse_args().module]
    sys.dont_write_bytecode = True
    for library in READ_BEFORE:
        importlib.import_module(library)
    path = Path(name)
    source = path.read_text(encoding="utf-8")
    if not _passes(tests):
        raise SystemExit(f"the tests of {name} do not pass as it is; run them alone first")
    tried = noticed = 0
    try:
        for changed in _mutants(source):
            path.write_text(changed, encoding="utf-8")
            tried += 1
            if _passes(tests):
                print(_shown(source, changed), flush=True)
            else:
                noticed += 1
    finally:
        path.write_text(source, encoding="utf-8")
    print(f"{name}: {noticed} of {tried} mutants noticed ({noticed / tried:.1%})")


if __name__ == "__main__":
    main()
