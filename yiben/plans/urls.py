from django.urls import path

from yiben.plans import opening_page, views

app_name = "plans"
urlpatterns = [
    path("", views.plans, name="list"),
    path("list.xlsx", views.plans_table, name="list-workbook"),
    path("<uuid:pk>/measures.xlsx", views.measures_table, name="workbook"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<uuid:pk>/not-held/", views.not_held, name="not-held"),
    path("upload/", views.upload, name="upload"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/draft/", views.draft, name="draft"),
    path("<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("<uuid:pk>/drop/", views.drop, name="drop"),
    path("<uuid:pk>/revise/", views.revise, name="revise"),
    path("<uuid:pk>/next-year/", opening_page.open_year, name="open-year"),
    path("<uuid:pk>/revision/", views.revision, name="revision"),
    path("measures/<uuid:pk>/match/", views.match, name="match"),
    path("measures/<uuid:pk>/decide/", views.decide, name="decide"),
    path("<uuid:pk>/receipts/", views.receipts, name="receipts"),
    path("<uuid:pk>/issue/", views.issue, name="issue"),
    path("<uuid:pk>/recall/", views.recall, name="recall"),
    path("<uuid:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:pk>/source/", views.source, name="source"),
    path("measures/<uuid:pk>/", views.measure, name="measure"),
    path("measures/<uuid:pk>/pair/", views.pair, name="pair"),
    path("measures/<uuid:pk>/edit/", views.edit, name="edit"),
    path("measures/<uuid:pk>/split/", views.split, name="split"),
    path("measures/<uuid:pk>/merge/", views.merge, name="merge"),
    path("measures/<uuid:pk>/leave-out/", views.leave_out, name="leave-out"),
    path("measures/<uuid:pk>/keep/", views.keep, name="keep"),
    path("measures/<uuid:pk>/done/", views.done, name="done"),
    path("measures/<uuid:pk>/take-back/", views.take_back, name="take-back"),
    path("measures/<uuid:pk>/targets/", views.add_target, name="add-target"),
    path("targets/<int:pk>/", views.set_target, name="set-target"),
    path("targets/<int:pk>/remove/", views.remove_target, name="remove-target"),
]
