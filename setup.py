"""Builds the package as pyproject.toml has it and, if COMPILE_ENGINE is set, compiles its engine to C, which is faster.

The compiler is mypyc, which comes with mypy; that needs a C compiler and Python's headers, so an install does without.
"""

import os

import setuptools

ENGINE = """abbreviations broken_rows company context elsewhere entries enumerations extract features gaps gazetteer
headings items kinds layout levels line_runs lines listed lists lists_in_lines lists_in_prose match mentions officials
other_names resolve rosters statements states_beside table_heads table_marks table_rows tables_in_text tokens told
toponyms wording""".split()
"""The modules of `pipeline` that take the time of reading; their sources are in the wheel all the same."""


def extensions() -> list[setuptools.Extension]:
    """The engine's modules in C, or none."""
    if not os.environ.get("COMPILE_ENGINE"):
        return []
    from mypyc.build import mypycify

    return mypycify([f"pipeline/{name}.py" for name in ENGINE], group_name="jurisdictions")


if __name__ == "__main__":
    setuptools.setup(ext_modules=extensions())
