from django.urls import path

from yiben.ledger import attributing_page, evidence_views, views

app_name = "ledger"
urlpatterns = [
    path("", views.entries, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("new/", views.new, name="new"),
    path("attribute/", attributing_page.attribute_many, name="attribute-many"),
    path("months/", views.months, name="months"),
    path("months/close/", views.close, name="close"),
    path("months/reopen/", views.reopen, name="reopen"),
    path("import/", views.bring_in, name="import"),
    path("import/template.xlsx", views.template, name="template"),
    path("import/<uuid:pk>/", views.batch, name="batch"),
    path("import/<uuid:pk>/mapping/", views.mapping, name="mapping"),
    path("import/<uuid:pk>/skip/", views.skip, name="skip"),
    path("import/<uuid:pk>/commit/", views.commit, name="commit"),
    path("import/<uuid:pk>/undo/", views.undo, name="undo"),
    path("import/<uuid:pk>/drop/", views.drop, name="drop"),
    path("import/<uuid:pk>/rejected.xlsx", views.rejected, name="rejected"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/correct/", views.correct, name="correct"),
    path("<uuid:pk>/void/", views.void, name="void"),
    path("<uuid:pk>/attribute/", views.attribute, name="attribute"),
    path("<uuid:pk>/measures/", attributing_page.other_measures, name="other-measures"),
    path("<uuid:pk>/erase/", views.erase, name="erase"),
    path("<uuid:pk>/copy/", views.copy, name="copy"),
    path("<uuid:pk>/files/", evidence_views.attach, name="attach"),
    path("files/<uuid:pk>/", evidence_views.file, name="file"),
    path("files/<uuid:pk>/thumb/", evidence_views.thumb, name="thumb"),
    path("files/<uuid:pk>/withdraw/", evidence_views.withdraw, name="withdraw_file"),
    path("files/<uuid:pk>/erase/", evidence_views.erase, name="erase_file"),
]
