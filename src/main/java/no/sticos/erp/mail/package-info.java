/**
 * Mail that the gateway sends: addresses, letters, and the outbox that keeps them until the mail server has them.
 *
 * <p>A letter is posted in the transaction of what it tells of ({@link no.sticos.erp.mail.MailOutbox}), so that neither
 * stands without the other, and lies encrypted for its own row: an invitation's link opens a door, and a copy of the
 * database must not. {@link no.sticos.erp.mail.Postman} takes one letter at a time under a lease, on any node. What the
 * server refuses for good is given up, what will pass is tried again with growing pauses, for a day.
 *
 * <p>A mail goes once as far as SMTP allows: a node that dies between the server's word and its own note sends it again,
 * under the same {@code Message-ID}. Addresses are checked where they come in ({@link no.sticos.erp.mail.MailAddress}):
 * one that could add a header or a second recipient is none.
 *
 * <p>Mail is off until {@code mail.host} is set. It stands on the floor of clients and may use db and the kernel; it does
 * not know what its letters say. Who writes them is connect (invitations) and sync (alerts), in words of web.
 */
@NullMarked
package no.sticos.erp.mail;

import org.jspecify.annotations.NullMarked;
