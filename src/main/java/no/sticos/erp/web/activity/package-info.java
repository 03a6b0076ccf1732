/**
 * «Aktivitet»: the firm's audit trail, to be read and taken along; nothing here can change it.
 */
@NullMarked
package no.sticos.erp.web.activity;

import org.jspecify.annotations.NullMarked;
