"""Edits a report form as an official does in a spreadsheet: openpyxl opens it, fills it in and saves it.

usage: edit_form.py FORM SAVED_AS < steps.json

The steps are a list of objects, done in order:
  {"fill": {"sheet": …, "id": …, "cells": {heading: value}}}   values like "date:2026-07-05" are dates
  {"set_id": {"sheet": …, "from": id, "to": id}}
  {"sort": sheet}                    rows from last to first by id
  {"delete": {"sheet": …, "id": …}}
  {"add_column": {"sheet": …, "at": number, "heading": …, "value": …}}
  {"merge": {"sheet": …, "cells": "F4:F6"}}
  {"list": true}                     prints the ids of every sheet as JSON
"""

import datetime
import json
import sys

import openpyxl

HEADINGS = 3


def value_of(text):
    if isinstance(text, str) and text.startswith("date:"):
        return datetime.date.fromisoformat(text.removeprefix("date:"))
    return text


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[HEADINGS] if cell.value is not None}


def row_of(sheet, item):
    at = columns(sheet)["Mã"]
    for row in range(HEADINGS + 1, sheet.max_row + 1):
        if sheet.cell(row, at).value == item:
            return row
    raise SystemExit(f"{sheet.title}: no row {item}")


def fill(book, sheet, id, cells):
    sheet = book[sheet]
    row = row_of(sheet, id)
    for heading, text in cells.items():
        sheet.cell(row, columns(sheet)[heading]).value = value_of(text)


def set_id(book, sheet, to, **old):
    sheet = book[sheet]
    sheet.cell(row_of(sheet, old["from"]), columns(sheet)["Mã"]).value = to


def sort(book, name):
    sheet = book[name]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADINGS + 1)]
    at = columns(sheet)["Mã"] - 1
    rows.sort(key=lambda row: row[at], reverse=True)
    for number, row in enumerate(rows, HEADINGS + 1):
        for column, text in enumerate(row, 1):
            sheet.cell(number, column).value = text


def delete(book, sheet, id):
    sheet = book[sheet]
    sheet.delete_rows(row_of(sheet, id))


def add_column(book, sheet, at, heading, value):
    sheet = book[sheet]
    sheet.insert_cols(at)
    sheet.cell(HEADINGS, at).value = heading
    for row in range(HEADINGS + 1, sheet.max_row + 1):
        sheet.cell(row, at).value = value


def merge(book, sheet, cells):
    book[sheet].merge_cells(cells)


def main():
    form, saved_as = sys.argv[1:]
    book = openpyxl.load_workbook(form)
    for step in json.load(sys.stdin):
        for name, what in step.items():
            if name == "list":
                sheets = [sheet for sheet in book if "Mã" in columns(sheet)]
                ids = {
                    sheet.title: [row[0].value for row in sheet.iter_rows(min_row=HEADINGS + 1)]
                    for sheet in sheets
                }
                print(json.dumps(ids, ensure_ascii=False))
            elif name == "sort":
                sort(book, what)
            else:
                todo = [fill, set_id, delete, add_column, merge]
                {one.__name__: one for one in todo}[name](book, **what)
    book.save(saved_as)


main()
