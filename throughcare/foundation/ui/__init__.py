"""The room every page is furnished from: templates, form fields, filters, the look, two languages.

It knows how a person's page is laid out but nothing about people: whoever stands higher hands it
what to show (`header.py`).
"""
