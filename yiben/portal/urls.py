from django.urls import path

from yiben.portal import beginning, views, year

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("begin/", beginning.begin, name="begin"),
    path("year/", year.year, name="year"),
    path("year/posts/<int:pk>/prolong/", year.prolong, name="prolong"),
    path("shares/", views.shares, name="shares"),
    path("verify/", views.verify, name="verify"),
    path("acts/", views.acts, name="acts"),
    path("acts/acts.xlsx", views.acts_table, name="acts-workbook"),
]
