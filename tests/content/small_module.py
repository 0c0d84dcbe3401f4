"""The smallest module that is whole, and ways of breaking it on purpose."""

from __future__ import annotations

from selfhelp.core.content.parser import read_module

MODULE, NB, EN, GUIDE, GUIDE_EN = "module.yaml", "01-rest.nb.md", "01-rest.en.md", "guide.nb.md", "guide.en.md"

SOURCE = {
    MODULE: """\
id: quiet
languages: [nb, en]
title: {nb: Ro, en: Rest}
neutral_title: {nb: Programmet ditt, en: Your programme}
summary: {nb: For deg som er sliten., en: For you who are tired.}
lessons:
  - id: rest
    title: {nb: Hvile, en: Rest}
  - id: next
    planned: true
    title: {nb: Videre, en: Onwards}
logs:
  - {lesson: rest, exercise: log, until: next}
""",
    NB: """\
---
id: rest
title: Hvile
goal: Du hviler litt.
minutes: 10
---

> [!short] Lite krefter?
>
> Pust ut.

# Uka di

Nora har sovet dårlig.

```exercise
id: check-in
kind: check-in
title: Uka di
glance: [mood]
chart: {kind: line, y: [mood], better: higher}
fields:
  - {id: mood, type: scale, min: 0, max: 10, label: Hvordan har du det?, low_energy: true}
```

# En pause

Sett deg ned.

```exercise
id: log
log: true
title: Pausene
pin: what
fields:
  - {id: what, type: text, label: Hva gjorde du?}
  - {id: helped, type: choice, label: Hjalp det?, options: {a_lot: Mye, little: Litt}}
  - {id: why, type: text, label: Hva hjalp?, show_if: {helped: a_lot}}
  - id: steps
    type: group
    label: Steg
    add: Legg til
    fields:
      - {id: step, type: text, label: Steg}
```

# Planen

> [!caution] Stopp når du vil
>
> Blir det for mye, så stopp.

```exercise
id: plan
kind: homework
title: Planen
card: [when]
fields:
  - {id: when, type: time, label: Når?}
```

# Til slutt

## Før du går

Det var det.

```exercise
id: to-guide
kind: question
title: Til veilederen
fields:
  - {id: message, type: long-text, label: Hva lurer du på?}
```

> [!summary] Hvile
>
> - Pust ut.
""",
    GUIDE: """\
---
module: quiet
title: For veilederen
---

# 1 Hvile

Se etter pausene.

> [!opener]
>
> Jeg leste …
""",
    GUIDE_EN: "---\nmodule: quiet\ntitle: For the guide\n---\n\n# 1 Rest\n\nLook for the pauses.\n",
}
_ENGLISH = {
    "title: Hvile": "title: Rest",
    "Du hviler litt.": "You rest a little.",
    "Nora har sovet dårlig.": "Nora has slept badly.",
    "Sett deg ned.": "Sit down.",
    "Det var det.": "That was all.",
    "[!summary] Hvile": "[!summary] Rest",
}
SOURCE[EN] = SOURCE[NB]
for norwegian, english in _ENGLISH.items():
    SOURCE[EN] = SOURCE[EN].replace(norwegian, english)


def changed(old: str, new: str, *files: str) -> dict[str, str]:
    """The module with one place changed, in the bokmål lesson or the files named; the place stands there once."""
    texts = dict(SOURCE)
    for file in files or (NB,):
        assert texts[file].count(old) == 1, f"{old!r} stands {texts[file].count(old)} times in {file}"
        texts[file] = texts[file].replace(old, new)
    return texts


def without(*names: str) -> dict[str, str]:
    return {name: text for name, text in SOURCE.items() if name not in names}


def line_of(text: str, file: str = NB, files: dict[str, str] | None = None) -> int:
    lines = (files or SOURCE)[file].splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def told(files: dict[str, str]) -> list[str]:
    return [str(problem) for problem in read_module(files).problems]
