package no.sticos.erp.web;

import org.jspecify.annotations.Nullable;

/**
 * The question which accounting system to add.
 *
 * @param viewer for whom
 * @param existing the system page, if Visma eAccounting is there already
 */
public record NewIntegrationPage(Viewer viewer, @Nullable String existing) {}
