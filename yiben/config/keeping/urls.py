from django.urls import path

from yiben.config.keeping import views

app_name = "keeping"
urlpatterns = [path("", views.keeping, name="checklist")]
