/**
 * The read side of eAccounting API v2 as facts.md documents it: paths, scopes, paging, filters, errors, limits.
 *
 * <p>A resource is one declaration in {@link no.sticos.erp.sandbox.api.Resources}: path, scopes, {@link
 * no.sticos.erp.sandbox.api.Shape} and where its items come from. The shape is both the wire form and what
 * {@code $filter}, {@code $orderby} and {@code $select} may name.
 */
@NullMarked
package no.sticos.erp.sandbox.api;

import org.jspecify.annotations.NullMarked;
