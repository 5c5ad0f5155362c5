from django.urls import path

from yiben.reports import list_table, views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("list.xlsx", list_table.list_table, name="list-workbook"),
    path("build/", views.build, name="build"),
    path("templates/", views.templates, name="templates"),
    path("templates/keep/", views.keep_template, name="keep-template"),
    path("templates/names/", views.template_names, name="template-names"),
    path("templates/ours.docx", views.template_ours, name="template-ours"),
    path("templates/<uuid:pk>/drop/", views.drop_template, name="drop-template"),
    path("templates/<uuid:pk>/template.docx", views.template_source, name="template-source"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/edit/", views.edit, name="edit"),
    path("<uuid:pk>/preview/", views.preview, name="preview"),
    path("<uuid:pk>/send/", views.send, name="send"),
    path("<uuid:pk>/return/", views.send_back, name="return"),
    path("<uuid:pk>/review/", views.review, name="review"),
    path("<uuid:pk>/issue/", views.issue, name="issue"),
    path("<uuid:pk>/document.docx", views.document, name="document"),
    path("<uuid:pk>/sources.docx", views.sources, name="sources"),
    path("<uuid:pk>/document.pdf", views.pdf, name="pdf"),
]
