import pytest

from tests.mutants import MODULES, _bare, _mutants


def test_annotations_are_taken_out_and_nothing_else():
    assert _bare("def f(x: int) -> str:\n    y: int = 1") == _bare("def f(x: A | B) -> C:\n    y: D = 1")
    assert _bare("def f(x: int) -> str:\n    y: int = 1") != _bare("def f(x: int) -> str:\n    y: int = 2")
    assert _bare("x = a | b") != _bare("x = a + b")


def test_mutants_differ_from_the_module_in_what_runs():
    pytest.importorskip("cosmic_ray")
    mutants = list(_mutants("def f(x: int | None) -> bool:\n    return x > 1\n"))
    assert "def f(x: int | None) -> bool:\n    return x >= 1\n" in mutants
    assert len(set(mutants)) == len(mutants) >= 5
    assert all(mutant.startswith("def f(x: int | None) -> bool:\n") for mutant in mutants)


def test_modules_and_their_tests_are_there(root):
    assert all((root / path).is_file() for module, tests in MODULES.values() for path in (module, *tests))
