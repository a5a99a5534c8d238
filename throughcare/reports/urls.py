"""Addresses of `reports`."""

from django.urls import URLPattern, path

from throughcare.reports import views

app_name = "reports"
_ONE = "people/<uuid:ref>/reports/<uuid:id>"
urlpatterns: list[URLPattern] = [
    path("people/<uuid:ref>/reports", views.reports, name="reports"),
    path(_ONE, views.report, name="report"),
    path(f"{_ONE}/parts/<slug:part>", views.section, name="section"),
    path(f"{_ONE}/parts/<slug:part>/save", views.save_section, name="save-section"),
    path(f"{_ONE}/cite/<uuid:entry>", views.cite, name="cite"),
    path(f"{_ONE}/sources/<uuid:citation>/drop", views.drop_source, name="drop-source"),
    path(f"{_ONE}/gather", views.gather, name="gather"),
    path(f"{_ONE}/preview", views.preview, name="preview"),
    path(f"{_ONE}/preview.pdf", views.preview_pdf, name="preview-pdf"),
    path(f"{_ONE}/submit", views.submit, name="submit"),
    path(f"{_ONE}/decide", views.decide, name="decide"),
    path(f"{_ONE}/give", views.give, name="give"),
    path(f"{_ONE}/take-over", views.take_over, name="take-over"),
    path(f"{_ONE}/document.pdf", views.document, {"kind": "pdf"}, name="pdf"),
    path(f"{_ONE}/document.docx", views.document, {"kind": "docx"}, name="word"),
]
