from django.urls import path

from yiben.reports import template_views, views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("build/", views.build, name="build"),
    path("templates/", template_views.templates, name="templates"),
    path("templates/keep/", template_views.keep, name="keep-template"),
    path("templates/names/", template_views.names, name="template-names"),
    path("templates/sample.docx", template_views.sample, name="template-sample"),
    path("templates/<uuid:pk>/drop/", template_views.drop, name="drop-template"),
    path("templates/<uuid:pk>/template.docx", template_views.source, name="template-source"),
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
