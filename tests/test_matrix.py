"""Every address × every kind of post × nobody: which page opens to whom. An address without a row fails."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import people, world

pytestmark = pytest.mark.django_db

GET, POST = "GET", "POST"
WHO = ("nobody", "alice", "bob", "carol", "eve", "ada", "dan", "fay")

ROWS = [
    # anybody: nobody alice bob carol eve ada dan fay
    ("language", "", GET, "302 302 302 302 302 302 302 302"),
    ("language", "", POST, "302 302 302 302 302 302 302 302"),
    # who: nobody alice bob carol eve ada dan fay
    # The book of the matrix is founded; an empty one is in yiben/portal/tests/test_begin.py.
    ("portal:year", "", GET, "302 403 200 200 403 200 403 200"),
    ("portal:prolong", "post", POST, "302 403 403 403 403 302 403 403"),
    ("portal:begin", "", GET, "302 302 302 302 302 302 302 302"),
    ("portal:begin", "", POST, "302 302 302 302 302 302 302 302"),
    ("health", "", GET, "200 200 200 200 200 200 200 200"),
    ("keeping:checklist", "", GET, "302 403 403 403 403 200 403 403"),
    ("keeping:checklist", "", POST, "302 403 403 403 403 422 403 403"),
    ("units:sign_in", "", GET, "200 302 302 302 302 302 302 302"),
    ("units:sign_in", "", POST, "200 302 302 302 302 302 302 302"),
    ("units:code", "", GET, "302 302 302 302 302 302 302 302"),
    ("units:code", "", POST, "302 302 302 302 302 302 302 302"),
    ("units:oidc_start", "", GET, "302 302 302 302 302 302 302 302"),
    ("units:oidc_back", "", GET, "302 302 302 302 302 302 302 302"),
    ("units:take_on_factor", "", GET, "302 200 200 200 200 200 200 200"),
    ("units:take_on_factor", "", POST, "302 422 422 422 422 422 422 422"),
    ("units:renew_codes", "", GET, "302 403 403 403 403 200 403 403"),
    ("units:renew_codes", "", POST, "302 403 403 403 403 422 403 403"),
    ("units:drop_factor", "person", POST, "302 403 403 403 403 409 403 403"),
    ("units:feedback", "", GET, "302 200 200 200 200 200 200 200"),
    ("units:feedback", "", POST, "302 422 422 422 422 422 422 422"),
    ("units:answer_feedback", "feedback", GET, "302 403 403 403 403 200 403 403"),
    ("units:answer_feedback", "feedback", POST, "302 403 403 403 403 422 403 403"),
    ("units:sign_out", "", POST, "302 302 302 302 302 302 302 302"),
    ("units:switch", "", POST, "302 302 302 302 302 302 302 302"),
    ("units:self", "", GET, "302 200 200 200 200 200 200 200"),
    ("units:password", "", GET, "302 200 200 200 200 200 200 200"),
    ("units:password", "", POST, "302 422 422 422 422 422 422 422"),
    ("units:sign_out_elsewhere", "", POST, "302 422 422 422 422 422 422 422"),
    ("units:list", "", GET, "302 200 200 200 200 200 200 200"),
    ("units:detail", "unit", GET, "302 200 200 200 200 200 404 404"),
    ("units:add", "street", GET, "302 403 403 403 403 200 403 403"),
    ("units:add", "street", POST, "302 403 403 403 403 422 403 403"),
    ("units:end", "unit", GET, "302 403 403 403 403 200 403 403"),
    ("units:end", "unit", POST, "302 403 403 403 403 422 403 403"),
    ("units:people", "", GET, "302 403 403 403 403 200 403 403"),
    ("units:people-workbook", "", GET, "302 403 403 403 403 200 403 403"),
    ("units:take_on", "", GET, "302 403 403 403 403 200 403 403"),
    ("units:take_on", "", POST, "302 403 403 403 403 422 403 403"),
    ("units:person", "person", GET, "302 403 403 403 403 200 403 403"),
    ("units:give_post", "person", GET, "302 403 403 403 403 200 403 403"),
    ("units:give_post", "person", POST, "302 403 403 403 403 422 403 403"),
    ("units:renew_password", "person", POST, "302 403 403 403 403 200 403 403"),
    ("units:end_post", "post", GET, "302 403 403 403 403 200 403 403"),
    ("units:end_post", "post", POST, "302 403 403 403 403 422 403 403"),
    ("units:own-name", "", GET, "302 200 200 200 200 200 200 200"),
    ("units:own-name", "", POST, "302 422 422 422 422 422 422 422"),
    ("units:rename", "unit", GET, "302 403 403 403 403 200 403 403"),
    ("units:rename", "unit", POST, "302 403 403 403 403 422 403 403"),
    ("units:merge", "unit", GET, "302 403 403 403 403 200 403 403"),
    ("units:merge", "unit", POST, "302 403 403 403 403 422 403 403"),
    ("units:split", "unit", GET, "302 403 403 403 403 200 403 403"),
    ("units:split", "unit", POST, "302 403 403 403 403 422 403 403"),
    ("units:people-list", "", GET, "302 403 403 403 403 200 403 403"),
    ("units:people-list", "", POST, "302 403 403 403 403 422 403 403"),
    ("units:people-template", "", GET, "302 403 403 403 403 200 403 403"),
    ("units:take-on-list", "", POST, "302 403 403 403 403 409 403 403"),
    ("units:name", "person", GET, "302 403 403 403 403 200 403 403"),
    ("units:name", "person", POST, "302 403 403 403 403 422 403 403"),
    ("units:leave", "person", GET, "302 403 403 403 403 200 403 403"),
    ("units:leave", "person", POST, "302 403 403 403 403 422 403 403"),
    ("units:unlock", "person", POST, "302 403 403 403 403 302 403 403"),
    ("units:transfer", "post", GET, "302 403 403 403 403 200 403 403"),
    ("units:transfer", "post", POST, "302 403 403 403 403 422 403 403"),
    # what a word counts as: nobody alice bob carol eve ada dan fay
    ("terms:list", "", GET, "302 200 200 200 200 200 200 200"),
    ("terms:detail", "indicator", GET, "302 200 200 200 200 200 200 200"),
    ("terms:compare", "", GET, "302 404 404 404 404 404 404 404"),
    ("terms:define", "", GET, "302 403 403 403 403 200 403 403"),
    ("terms:define", "", POST, "302 403 403 403 403 422 403 403"),
    ("terms:add_line", "", GET, "302 403 403 403 403 200 403 403"),
    ("terms:add_line", "", POST, "302 403 403 403 403 422 403 403"),
    ("terms:add_topic", "", GET, "302 403 403 403 403 200 403 403"),
    ("terms:add_topic", "", POST, "302 403 403 403 403 422 403 403"),
    ("terms:add_kind", "", GET, "302 403 403 403 403 200 403 403"),
    ("terms:add_kind", "", POST, "302 403 403 403 403 422 403 403"),
    ("terms:switch_line", "line", POST, "302 403 403 403 403 302 403 403"),
    ("terms:switch_kind", "kind", POST, "302 403 403 403 403 302 403 403"),
    ("terms:switch_topic", "topic", POST, "302 403 403 403 403 302 403 403"),
    ("terms:switch_indicator", "shipped", POST, "302 403 403 403 403 302 403 403"),
    ("terms:retire", "indicator", GET, "302 403 403 403 403 404 403 403"),
    ("terms:retire", "indicator", POST, "302 403 403 403 403 404 403 403"),
    ("terms:revise", "indicator", GET, "302 403 403 403 403 404 403 403"),
    ("terms:revise", "indicator", POST, "302 403 403 403 403 404 403 403"),
    # what was promised: nobody alice bob carol eve ada dan fay
    ("plans:list", "", GET, "302 200 200 200 200 403 200 200"),
    ("plans:list-workbook", "", GET, "302 200 200 200 200 403 200 200"),
    ("plans:workbook", "plan", GET, "302 200 200 200 200 403 404 404"),
    ("plans:calendar", "", GET, "302 200 200 200 200 403 200 200"),
    ("plans:not-held", "upcoming", POST, "302 302 302 403 403 403 404 404"),
    ("plans:upload", "", GET, "302 403 200 403 403 403 403 200"),
    ("plans:upload", "", POST, "302 403 422 403 403 403 403 422"),
    ("plans:detail", "plan", GET, "302 200 200 200 200 403 404 404"),
    ("plans:detail", "draft", GET, "302 404 302 200 200 403 404 404"),
    ("plans:draft", "draft", GET, "302 403 200 403 403 403 403 404"),
    ("plans:confirm", "draft", POST, "302 403 302 302 403 403 403 404"),
    ("plans:drop", "draft", POST, "302 403 302 302 403 403 403 404"),
    ("plans:open-year", "plan", GET, "302 403 200 403 403 403 403 404"),
    ("plans:open-year", "plan", POST, "302 403 422 403 403 403 403 404"),
    ("plans:revise", "plan", GET, "302 403 200 403 403 403 403 404"),
    ("plans:revise", "plan", POST, "302 403 422 403 403 403 403 404"),
    ("plans:revision", "plan", GET, "302 302 302 302 302 403 404 404"),
    ("plans:match", "drafted", POST, "302 403 409 403 403 403 403 404"),
    ("plans:decide", "drafted", POST, "302 403 409 403 403 403 403 404"),
    ("plans:receipts", "plan", GET, "302 403 200 200 200 403 403 404"),
    ("plans:issue", "plan", POST, "302 403 422 422 403 403 403 404"),
    ("plans:recall", "plan", POST, "302 403 409 409 403 403 403 404"),
    ("plans:acknowledge", "plan", POST, "302 409 409 403 403 403 404 404"),
    ("plans:source", "plan", GET, "302 200 200 200 200 403 404 404"),
    ("plans:measure", "measure", GET, "302 200 200 200 200 403 404 404"),
    ("plans:pair", "drafted", GET, "302 403 302 403 403 403 403 404"),
    ("plans:edit", "drafted", GET, "302 403 200 403 403 403 403 404"),
    ("plans:edit", "drafted", POST, "302 403 422 403 403 403 403 404"),
    ("plans:split", "drafted", POST, "302 403 409 403 403 403 403 404"),
    ("plans:merge", "drafted", POST, "302 403 302 403 403 403 403 404"),
    ("plans:leave-out", "drafted", POST, "302 403 302 403 403 403 403 404"),
    ("plans:keep", "drafted", POST, "302 403 302 403 403 403 403 404"),
    ("plans:done", "measure", POST, "302 403 422 403 403 403 403 404"),
    ("plans:take-back", "measure", POST, "302 403 422 403 403 403 403 404"),
    ("plans:add-target", "drafted", POST, "302 403 422 403 403 403 403 404"),
    ("plans:set-target", "target", POST, "302 403 422 403 403 403 403 404"),
    ("plans:remove-target", "target", POST, "302 403 302 403 403 403 403 404"),
    # what was done: nobody alice bob carol eve ada dan fay
    ("ledger:list", "", GET, "302 200 200 200 200 403 200 200"),
    ("ledger:export", "", GET, "302 200 200 200 200 403 200 200"),
    ("ledger:new", "", GET, "302 200 200 403 403 403 200 200"),
    ("ledger:new", "", POST, "302 422 422 403 403 403 422 422"),
    ("ledger:months", "", GET, "302 200 200 200 200 200 200 200"),
    ("ledger:close", "", POST, "302 403 403 422 403 422 403 403"),
    ("ledger:reopen", "", POST, "302 403 403 422 403 422 403 403"),
    ("ledger:import", "", GET, "302 200 200 403 403 403 200 200"),
    ("ledger:import", "", POST, "302 422 422 403 403 403 422 422"),
    ("ledger:template", "", GET, "302 200 200 200 200 403 200 200"),
    ("ledger:batch", "batch", GET, "302 200 404 200 200 403 404 404"),
    ("ledger:mapping", "batch", GET, "302 200 404 403 403 403 404 404"),
    ("ledger:mapping", "batch", POST, "302 302 404 403 403 403 404 404"),
    ("ledger:skip", "batch", POST, "302 404 404 403 403 403 404 404"),
    ("ledger:commit", "batch", POST, "302 302 404 403 403 403 404 404"),
    ("ledger:undo", "batch", POST, "302 302 404 403 403 403 404 404"),
    ("ledger:drop", "batch", POST, "302 302 404 403 403 403 404 404"),
    ("ledger:rejected", "batch", GET, "302 200 404 200 200 403 404 404"),
    ("ledger:detail", "entry", GET, "302 200 200 200 200 403 404 404"),
    ("ledger:correct", "entry", GET, "302 200 200 403 403 403 404 404"),
    ("ledger:correct", "entry", POST, "302 422 422 403 403 403 404 404"),
    ("ledger:void", "entry", GET, "302 200 200 403 403 403 404 404"),
    ("ledger:void", "entry", POST, "302 422 422 403 403 403 404 404"),
    ("ledger:attribute-many", "", GET, "302 200 200 403 403 403 200 200"),
    ("ledger:attribute-many", "", POST, "302 302 302 403 403 403 302 302"),
    ("ledger:other-measures", "entry", GET, "302 200 200 403 403 403 404 404"),
    ("ledger:attribute", "entry", GET, "302 200 200 403 403 403 404 404"),
    ("ledger:attribute", "entry", POST, "302 302 302 403 403 403 404 404"),
    ("ledger:erase", "entry", GET, "302 403 200 403 403 403 403 404"),
    ("ledger:erase", "entry", POST, "302 403 422 403 403 403 403 404"),
    ("ledger:tell_apart", "entry entry", POST, "302 409 409 403 403 403 404 404"),
    ("ledger:asks", "", GET, "302 200 200 200 200 403 200 200"),
    ("ledger:ask", "asked", GET, "302 200 200 200 200 403 404 404"),
    ("ledger:ask", "asked", POST, "302 422 422 422 422 403 404 404"),
    ("ledger:take_back_ask", "asked", POST, "302 403 302 409 403 403 403 404"),
    ("ledger:ask_about_entry", "entry", GET, "302 403 200 200 403 403 403 404"),
    ("ledger:ask_about_entry", "entry", POST, "302 403 422 422 403 403 403 404"),
    ("ledger:ask_about_measure", "measure", GET, "302 403 200 200 403 403 403 404"),
    ("ledger:ask_about_measure", "measure", POST, "302 403 422 422 403 403 403 404"),
    ("ledger:copy", "entry", GET, "302 200 200 403 403 403 404 404"),
    ("ledger:sign_in_sheet", "", GET, "302 200 200 403 403 403 200 200"),
    ("ledger:sign_in_document", "", GET, "302 302 302 403 403 403 302 302"),
    ("ledger:sign_in_sheet", "entry", GET, "302 200 200 403 403 403 404 404"),
    ("ledger:sign_in_document", "entry", GET, "302 200 200 403 403 403 404 404"),
    ("ledger:attach", "entry", POST, "302 302 302 403 403 403 404 404"),
    ("ledger:file", "photo", GET, "302 200 200 200 200 403 404 404"),
    ("ledger:thumb", "photo", GET, "302 200 200 200 200 403 404 404"),
    ("ledger:withdraw_file", "photo", GET, "302 200 200 403 403 403 404 404"),
    ("ledger:withdraw_file", "photo", POST, "302 422 422 403 403 403 404 404"),
    ("ledger:erase_file", "photo", GET, "302 403 200 403 403 403 403 404"),
    ("ledger:erase_file", "photo", POST, "302 403 422 403 403 403 403 404"),
    # what it adds up to: nobody alice bob carol eve ada dan fay
    ("figures:index", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:index_workbook", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:index_workbook", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:board", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:board_workbook", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:board_workbook", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:charts", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:charts_beside", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:charts_progress", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:chart_file", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:charts_workbook", "", GET, "302 200 200 200 200 403 200 200"),
    ("figures:measure", "measure", GET, "302 200 200 200 200 403 404 404"),
    ("figures:figure", "indicator", GET, "302 200 200 200 200 403 200 200"),
    ("figures:past", "", GET, "302 403 200 200 200 403 403 200"),
    ("figures:past", "", POST, "302 403 422 403 403 403 403 422"),
    ("figures:past_take_back", "past", POST, "302 403 302 403 403 403 403 404"),
    # what we say: nobody alice bob carol eve ada dan fay
    ("reports:list", "", GET, "302 403 200 200 200 403 403 200"),
    ("reports:list-workbook", "", GET, "302 403 200 200 200 403 403 200"),
    ("reports:build", "", GET, "302 403 200 403 403 403 403 200"),
    ("reports:build", "", POST, "302 403 422 403 403 403 403 422"),
    ("reports:templates", "", GET, "302 403 200 200 200 403 403 200"),
    ("reports:template-names", "", GET, "302 403 200 200 200 403 403 200"),
    ("reports:template-ours", "", GET, "302 403 200 200 200 403 403 200"),
    ("reports:keep-template", "", GET, "302 403 200 403 403 403 403 200"),
    ("reports:keep-template", "", POST, "302 403 422 403 403 403 403 422"),
    ("reports:template", "template", GET, "302 403 200 200 200 403 403 404"),
    ("reports:template-source", "template", GET, "302 403 200 200 200 403 403 404"),
    ("reports:drop-template", "template", POST, "302 403 302 403 403 403 403 404"),
    ("reports:detail", "report", GET, "302 403 200 200 200 403 403 404"),
    ("reports:edit", "report", GET, "302 403 200 403 403 403 403 404"),
    ("reports:edit", "report", POST, "302 403 422 403 403 403 403 404"),
    ("reports:keep-sections", "report", GET, "302 403 200 403 403 403 403 404"),
    ("reports:keep-sections", "report", POST, "302 403 404 403 403 403 403 404"),
    ("reports:preview", "report", POST, "302 403 200 403 403 403 403 404"),
    ("reports:take-version", "report", POST, "302 403 409 403 403 403 403 404"),
    ("reports:send", "report", POST, "302 403 302 409 409 403 403 404"),
    ("reports:return", "report", POST, "302 403 409 409 409 403 403 404"),
    ("reports:review", "report", POST, "302 403 409 409 409 403 403 404"),
    ("reports:issue", "report", POST, "302 403 409 409 409 403 403 404"),
    ("reports:document", "issued", GET, "302 403 200 200 200 403 403 404"),
    ("reports:sources", "issued", GET, "302 403 200 200 200 403 403 404"),
    ("reports:pdf", "report", GET, "302 403 404 404 404 403 403 404"),
    ("reports:pack", "", GET, "302 200 200 200 200 403 200 200"),
    ("reports:pack", "", POST, "302 422 422 422 422 403 422 422"),
    ("traces:enter", "", GET, "302 403 200 200 200 403 403 200"),
    ("traces:trace", "cited", GET, "302 403 200 200 200 403 403 404"),
    # documents read back: nobody alice bob carol eve ada dan fay
    ("reports:checks", "", GET, "302 403 200 200 200 403 403 200"),
    ("reports:checks", "", POST, "302 403 422 422 403 403 403 422"),
    ("reports:check", "checked", GET, "302 403 200 200 200 403 403 404"),
    ("reports:check-pin", "checked", POST, "302 403 422 422 403 403 403 404"),
    ("reports:check-drop-pin", "checked pin", POST, "302 403 302 302 403 403 403 404"),
    ("reports:check-document", "checked", GET, "302 403 409 409 409 403 403 404"),
    # superiors' forms: nobody alice bob carol eve ada dan fay
    ("reports:forms", "", GET, "302 403 200 200 200 403 403 200"),
    ("reports:form-upload", "", GET, "302 403 200 403 403 403 403 200"),
    ("reports:form-upload", "", POST, "302 403 422 403 403 403 403 422"),
    ("reports:form-burden", "", GET, "302 403 200 200 200 403 403 200"),
    ("reports:form", "form", GET, "302 403 200 200 200 403 403 404"),
    ("reports:form-cell", "form cell", GET, "302 403 404 404 404 403 403 404"),
    ("reports:form-cell", "form cell", POST, "302 403 404 404 404 403 403 404"),
    ("reports:form-details", "form", GET, "302 403 200 403 403 403 403 404"),
    ("reports:form-details", "form", POST, "302 403 422 403 403 403 403 404"),
    ("reports:form-drop", "form", POST, "302 403 409 403 403 403 403 404"),
    ("reports:form-accept", "form cell", POST, "302 403 404 403 403 403 403 404"),
    ("reports:form-take", "form cell", POST, "302 403 404 403 403 403 403 404"),
    ("reports:form-listed", "form list", GET, "302 403 404 403 403 403 403 404"),
    ("reports:form-listed", "form list", POST, "302 403 404 403 403 403 403 404"),
    ("reports:form-type", "form", POST, "302 403 302 403 403 403 403 404"),
    ("reports:form-fill", "form", POST, "302 403 302 403 403 403 403 404"),
    ("reports:form-manner", "form", POST, "302 403 302 403 403 403 403 404"),
    ("reports:form-ask", "form", GET, "302 403 200 403 403 403 403 404"),
    ("reports:form-ask", "form", POST, "302 403 422 403 403 403 403 404"),
    ("reports:form-put-off", "form", POST, "302 403 409 403 403 403 403 404"),
    ("reports:form-take-back", "form", POST, "302 403 409 403 403 403 403 404"),
    ("reports:form-merge", "form", POST, "302 403 302 403 403 403 403 404"),
    ("reports:form-filled", "form", GET, "302 403 404 404 404 403 403 404"),
    ("reports:form-source", "form", GET, "302 403 200 200 200 403 403 404"),
    ("reports:form-asked", "form_asked", GET, "302 200 200 200 200 403 404 404"),
    ("reports:form-asked", "form_asked", POST, "302 302 302 409 409 403 404 404"),
    # looks: nobody alice bob carol eve ada dan fay
    ("ui:type", "", POST, "302 302 302 302 302 302 302 302"),
    # the worker's path: nobody alice bob carol eve ada dan fay
    ("capture:paste", "", GET, "302 200 200 403 403 403 200 200"),
    ("capture:look", "", POST, "302 422 422 403 403 403 422 422"),
    ("capture:save", "", POST, "302 422 422 403 403 403 422 422"),
    ("capture:unsent", "", GET, "302 200 200 403 403 403 200 200"),
    ("capture:offline", "", GET, "302 200 200 403 403 403 200 200"),
    ("capture:ready", "", GET, "401 200 200 403 403 403 200 200"),
    ("capture:entries", "", POST, "401 400 400 403 403 403 400 400"),
    ("capture:photos", "", POST, "401 400 400 403 403 403 400 400"),
    ("capture:trust", "", GET, "200 200 200 200 200 200 200 200"),
    ("capture:authority", "", GET, "404 404 404 404 404 404 404 404"),
    ("capture:worker", "", GET, "200 200 200 200 200 200 200 200"),
    # first pages: nobody alice bob carol eve ada dan fay
    ("portal:home", "", GET, "302 200 200 200 200 200 200 200"),
    ("portal:shares", "", GET, "302 200 403 403 403 403 200 403"),
    ("portal:verify", "", GET, "302 403 403 200 200 403 403 403"),
    ("portal:verify", "", POST, "302 403 403 200 200 403 403 403"),
    ("portal:acts", "", GET, "302 403 403 403 200 200 403 403"),
    ("portal:acts-workbook", "", GET, "302 403 403 403 200 200 403 403"),
]


def addresses(resolver: URLResolver, space: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(space + str(pattern.name))
        else:
            found += addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
    return found


@dataclass
class Site:
    """One world for the whole table, everybody signed in once; every request is taken back."""

    world: world.World
    keys: dict[str, object]
    sessions: dict[str, SimpleCookie]

    def asked(self, who: str, how: str, name: str, about: str) -> int:
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie(self.sessions[who])
        address = reverse(name, args=[self.keys[one] for one in about.split()])
        with transaction.atomic():
            # Something is always posted, else a form would think that it was only asked for.
            answer = client.post(address, {"words": "x"}) if how == POST else client.get(address)
            transaction.set_rollback(True)
        return answer.status_code


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _own_files(settings, files):
    """The world is built once, so its files stay where they were put."""
    settings.FILES = files


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, files):
    with override_settings(FILES=files), django_db_blocker.unblock(), transaction.atomic():
        built = world.build()
        sessions = {who: people.sign_in(post).cookies for who, post in built.posts().items()}
        yield Site(built, built.things, {"nobody": SimpleCookie()} | sessions)
        transaction.set_rollback(True)


def test_every_address_has_a_row():
    known = {name for name, _about, _how, _codes in ROWS}
    assert sorted(set(addresses(get_resolver())) - known) == []
    assert sorted(known - set(addresses(get_resolver()))) == []


@pytest.mark.parametrize(("name", "about", "how", "codes"), ROWS, ids=[f"{row[2]} {row[0]}" for row in ROWS])
def test_it_opens_to_these_posts_only(site, name, about, how, codes):
    answers = [site.asked(who, how, name, about) for who in WHO]
    assert dict(zip(WHO, answers, strict=True)) == dict(zip(WHO, map(int, codes.split()), strict=True))


def only(method: str) -> list[tuple[str, str]]:
    methods: dict[tuple[str, str], set[str]] = {}
    for name, about, how, _codes in ROWS:
        methods.setdefault((name, about), set()).add(how)
    return [address for address, asked in methods.items() if asked == {method}]


@pytest.mark.parametrize(("name", "about"), only(POST), ids=[name for name, _about in only(POST)])
def test_what_changes_something_is_never_a_link(site, name, about):
    assert {site.asked(who, GET, name, about) for who in ("nobody", "alice", "bob")} == {405}


@pytest.mark.parametrize(("name", "about"), only(GET), ids=[name for name, _about in only(GET)])
def test_what_only_shows_takes_nothing(site, name, about):
    assert {site.asked(who, POST, name, about) for who in ("nobody", "bob")} == {405}
