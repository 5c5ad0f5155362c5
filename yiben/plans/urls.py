from django.urls import path

from yiben.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.plans, name="list"),
    path("<uuid:pk>/", views.detail, name="detail"),
]
