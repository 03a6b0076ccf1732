/**
 * Misbehaviour on order: a test or a person says which call goes wrong and how, and reads what was called.
 */
@NullMarked
package no.sticos.erp.sandbox.faults;

import org.jspecify.annotations.NullMarked;
