from django.urls import path

from yiben.figures import past_pages, views

app_name = "figures"
urlpatterns = [
    path("", views.index, name="index"),
    path("figures.xlsx", views.index_workbook, name="index_workbook"),
    path("board/", views.plan_board, name="board"),
    path("board.xlsx", views.board_table, name="board_workbook"),
    path("charts/", views.charts, name="charts"),
    path("charts/beside/", views.charts_beside, name="charts_beside"),
    path("charts/progress/", views.charts_progress, name="charts_progress"),
    path("charts/picture/", views.chart_file, name="chart_file"),
    path("charts.xlsx", views.charts_workbook, name="charts_workbook"),
    path("past/", past_pages.past, name="past"),
    path("past/<int:pk>/take-back/", past_pages.take_back, name="past_take_back"),
    path("measures/<uuid:pk>/", views.measure, name="measure"),
    path("<slug:slug>/", views.figure, name="figure"),
]
