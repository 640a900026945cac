#!/usr/bin/env python3
"""Checks every Datasets/*/datapackage.json and the CSV files that it names.

    python3 Datasets/check_datapackages.py [FOLDER …] [--standard-library]

The schema is checked with the `frictionless` package where it is installed, and otherwise (or with
--standard-library) by `check_table` below, which covers the field types and constraints that the bundled data use.
The rules of this repository (UTF-8, LF, title, description, examples) are checked in both cases.
Each failure is one line, `file:record:field: what is wrong`; records and fields count from 1, the header is record 1.
Exit code 1 if there is any.
"""

import csv
import datetime
import json
import re
import sys
from pathlib import Path


def parse_matching(pattern, parse):
    def parsed(text):
        if not re.fullmatch(pattern, text):
            raise ValueError(text)
        return parse(text)

    return parsed


PARSERS = {
    "string": str,
    "any": str,
    "integer": parse_matching(r"[-+]?\d+", int),
    "number": parse_matching(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", float),
    "year": parse_matching(r"\d{4}", int),
    "boolean": lambda text: {"true": True, "false": False}[text.lower()],
    "date": datetime.date.fromisoformat,
}


# Each constraint: whether a present value keeps it, and how to say that it does not.
CONSTRAINTS = {
    "enum": (lambda limit, text, value: value in limit, "is none of"),
    "minimum": (lambda limit, text, value: value >= limit, "is below"),
    "maximum": (lambda limit, text, value: value <= limit, "is above"),
    "pattern": (lambda limit, text, value: re.fullmatch(limit, text), "does not match"),
    "minLength": (lambda limit, text, value: len(text) >= limit, "is shorter than"),
    "maxLength": (lambda limit, text, value: len(text) <= limit, "is longer than"),
}


def check_table(place, schema, records):
    """Checks the records of one CSV file against its Table Schema; returns the parsed rows and the failures."""
    fields = schema["fields"]
    names = [field["name"] for field in fields]
    missing = schema.get("missingValues", [""])
    failures, rows = [], []
    unknown = [field for field in fields if field.get("type", "string") not in PARSERS]
    if unknown:
        return [], [f"{place}: type {f['type']} of {f['name']} needs the frictionless package" for f in unknown]
    if not records or records[0] != names:
        return [], [f"{place}:1: the header is {records[:1]}, the schema names {names}"]
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    seen = {name: set() for name in names}
    keys = set()
    for number, record in enumerate(records[1:], start=2):
        if len(record) != len(names):
            failures.append(f"{place}:{number}: {len(record)} fields, the header has {len(names)}")
            continue
        row = {}
        for position, (field, text) in enumerate(zip(fields, record), start=1):
            at = f"{place}:{number}:{position}: {field['name']}:"
            name, kind, constraints = field["name"], field.get("type", "string"), field.get("constraints", {})
            row[name] = None
            if text in missing:
                if constraints.get("required") or name in key:
                    failures.append(f"{at} a value is required")
                continue
            try:
                row[name] = value = PARSERS[kind](text)
            except (ValueError, KeyError):
                failures.append(f"{at} {text!r} is no {kind}")
                continue
            for constraint in constraints.keys() & CONSTRAINTS.keys():
                keeps, words = CONSTRAINTS[constraint]
                if not keeps(constraints[constraint], text, value):
                    failures.append(f"{at} {text!r} {words} {constraints[constraint]}")
            if constraints.get("unique") and value in seen[name]:
                failures.append(f"{at} {text!r} occurs twice")
            seen[name].add(value)
        identity = tuple(row[name] for name in key)
        if key and identity in keys:
            failures.append(f"{place}:{number}: the primary key {identity} occurs twice")
        keys.add(identity)
        rows.append((number, row))
    return rows, failures


def check_foreign_keys(folder, resources, tables):
    """Every value of a foreign key exists in the resource that it refers to (`""` means the same resource)."""
    as_list = lambda names: [names] if isinstance(names, str) else names
    for resource in resources:
        for key in resource["schema"].get("foreignKeys", []):
            target = tables[key["reference"]["resource"] or resource["name"]]
            allowed = {tuple(row[n] for n in as_list(key["reference"]["fields"])) for _, row in target}
            for number, row in tables[resource["name"]]:
                value = tuple(row[n] for n in as_list(key["fields"]))
                if any(part is not None for part in value) and value not in allowed:
                    yield f"{folder / resource['path']}:{number}: {value} is not in {key['reference']}"


def check_with_standard_library(folder, package):
    failures, tables = [], {}
    resources = [resource for resource in package["resources"] if is_table(resource)]
    for resource in resources:
        place = folder / resource["path"]
        with open(place, encoding="utf-8", newline="") as file:
            try:
                records = list(csv.reader(file, strict=True))
            except csv.Error as error:
                return [f"{place}: {error}"]
        tables[resource["name"]], found = check_table(place, resource["schema"], records)
        failures += found
    return failures or list(check_foreign_keys(folder, resources, tables))


def check_with_frictionless(folder, frictionless):
    report = frictionless.validate(str(folder / "datapackage.json"))
    failures = [f"{folder / 'datapackage.json'}: {error.message}" for error in report.errors]
    for task in report.tasks:
        for error in task.errors:
            place = [str(folder / task.place)]
            place += [str(n) for n in (getattr(error, "row_number", None), getattr(error, "field_number", None)) if n]
            failures.append(f"{':'.join(place)}: {error.message}")
    return failures


def is_table(resource):
    """Whether the resource is a table, as all are that do not say otherwise."""
    return resource.get("profile", "tabular-data-resource") == "tabular-data-resource"


def check_descriptor(folder, package):
    """What the build needs of a data package, and the bytes of its files."""
    place = folder / "datapackage.json"
    for key in ("name", "title", "description", "examples", "resources"):
        if not package.get(key):
            yield f"{place}: {key} is missing or empty"
    if package.get("name") != folder.name:
        yield f"{place}: name is {package.get('name')!r}, the folder {folder.name!r}"
    for number, example in enumerate(package.get("examples", []), start=1):
        if not (example.get("command", "").startswith("copse ") and example.get("shows")):
            yield f"{place}: example {number} needs a command that starts with copse, and what it shows"
    for resource in package.get("resources", []):
        needed = {"name": str, "path": str} | ({"schema": dict} if is_table(resource) else {})
        for key, kind in needed.items():
            if not isinstance(resource.get(key), kind):
                yield f"{place}: resource {resource.get('name')!r} needs one {key}"
                return
        for field in resource.get("schema", {}).get("fields", []):
            if not (field.get("name") and field.get("type") and field.get("description")):
                yield f"{place}: field {field.get('name')} needs name, type and description"
        file = folder / resource["path"]
        if not file.is_file():
            yield f"{file}: the file does not exist"
            continue
        content = file.read_bytes()
        if b"\r" in content or not content.endswith(b"\n"):
            yield f"{file}: lines must end with LF, the last one too"
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            yield f"{file}: byte {error.start} is no UTF-8"


def main(arguments):
    frictionless = None
    if "--standard-library" not in arguments:
        try:
            import frictionless
        except ImportError:
            pass
    named = [Path(a) for a in arguments if not a.startswith("--")]
    folders = named or sorted(p.parent for p in Path(__file__).parent.glob("*/datapackage.json"))
    failures = []
    for folder in folders:
        try:
            package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            failures.append(f"{folder / 'datapackage.json'}: {error}")
            continue
        found = list(check_descriptor(folder, package))
        if not found:
            found = (check_with_frictionless(folder, frictionless) if frictionless
                     else check_with_standard_library(folder, package))
        failures += found
    for failure in failures:
        print(failure)
    used = "the frictionless package" if frictionless else "the standard library"
    print(f"{len(folders)} data packages checked with {used}: {len(failures)} failures", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
