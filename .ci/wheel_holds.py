"""Look at gouji as it was installed from the wheel: ``python -I wheel_holds.py TREE``.

Nothing may come from TREE, the working copy, and everything that is not code must have come along.
"""

from __future__ import annotations

import sys
from importlib import import_module, metadata, resources
from pathlib import Path

FILES = ("py.typed", "prompts/anchored.v1.md", "prompts/free.v1.md", "renderings/page/page.css")
EXTRAS = {"local", "pdf", "excel", "frames"}


def main() -> int:
    """Say what is missing; 1 when anything is."""
    tree = Path(sys.argv[1]).resolve()
    gouji = import_module("gouji")
    installed = resources.files("gouji")
    home = Path(str(installed)).resolve()
    wrong = [f"{home} is in the working copy"] if home.is_relative_to(tree) else []
    wrong += [f"not in the wheel: {name}" for name in FILES if not installed.joinpath(name).is_file()]
    tops = {str(path).partition("/")[0] for path in metadata.files("gouji") or ()}
    stray = {top for top in tops if top not in ("gouji", "..") and not top.endswith(".dist-info")}
    wrong += [f"does not belong into the wheel: {name}" for name in sorted(stray)]
    missing = EXTRAS - {*(metadata.metadata("gouji").get_all("Provides-Extra") or ())}
    wrong += [f"no such extra: {name}" for name in sorted(missing)]
    if metadata.version("gouji") != gouji.__version__:
        wrong.append(f"version {metadata.version('gouji')} in the metadata, {gouji.__version__} in the code")
    wrong += [f"public name not found: {name}" for name in gouji.__all__ if not hasattr(gouji, name)]
    prompt = import_module("gouji.extraction.prompt").load_prompt("anchored")
    print(
        f"gouji {gouji.__version__} from the wheel, prompt {prompt.label}, {len(gouji.__all__)} public names"
    )
    print("\n".join(wrong) or "complete")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
