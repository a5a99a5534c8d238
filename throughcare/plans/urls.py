"""Addresses of `plans`."""

from django.urls import path

from throughcare.plans import views

app_name = "plans"

_PLAN = "people/<uuid:ref>/plan"

urlpatterns = [
    path(_PLAN, views.plan, name="plan"),
    path(f"{_PLAN}/open", views.open_plan, name="open"),
    path(f"{_PLAN}/from/<uuid:assessment_id>", views.plan_from_assessment, name="from-assessment"),
    path(f"{_PLAN}/<uuid:plan_id>", views.one_plan, name="one-plan"),
    path(f"{_PLAN}/<uuid:plan_id>/add-objective", views.add_objective, name="add-objective"),
    path(f"{_PLAN}/<uuid:plan_id>/agree", views.agree, name="agree"),
    path(f"{_PLAN}/<uuid:plan_id>/close", views.close, name="close"),
    path(f"{_PLAN}/<uuid:plan_id>/submit", views.submit, name="submit"),
    path(f"{_PLAN}/objectives/<uuid:objective_id>", views.objective, name="objective"),
    path(f"{_PLAN}/objectives/<uuid:objective_id>/add-step", views.add_step, name="add-step"),
    path(f"{_PLAN}/steps/<uuid:step_id>", views.step, name="step"),
    path(f"{_PLAN}/steps/<uuid:step_id>/done", views.step_done, name="step-done"),
    path(f"{_PLAN}/steps/<uuid:step_id>/stop", views.stop_step, name="stop-step"),
]
