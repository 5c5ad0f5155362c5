from django.urls import path

from yiben.reports import form_pages, list_table, views

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
    path("forms/", form_pages.register, name="forms"),
    path("forms/upload/", form_pages.upload, name="form-upload"),
    path("forms/burden/", form_pages.burden, name="form-burden"),
    path("forms/asked/<uuid:pk>/", form_pages.asked, name="form-asked"),
    path("forms/<uuid:pk>/", form_pages.detail, name="form"),
    path("forms/<uuid:pk>/cells/<str:cell>/", form_pages.cell, name="form-cell"),
    path("forms/<uuid:pk>/fill/", form_pages.fill, name="form-fill"),
    path("forms/<uuid:pk>/manner/", form_pages.manner, name="form-manner"),
    path("forms/<uuid:pk>/ask/", form_pages.ask, name="form-ask"),
    path("forms/<uuid:pk>/merge/", form_pages.merge, name="form-merge"),
    path("forms/<uuid:pk>/filled.xlsx", form_pages.filled, name="form-filled"),
    path("forms/<uuid:pk>/source.xlsx", form_pages.source, name="form-source"),
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
