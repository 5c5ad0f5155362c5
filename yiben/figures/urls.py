from django.urls import path

from yiben.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.index, name="index"),
    path("board/", views.plan_board, name="board"),
    path("measures/<uuid:pk>/", views.measure, name="measure"),
    path("<slug:slug>/", views.figure, name="figure"),
]
