package no.sticos.erp.clients;

/**
 * Who does something: a person who is signed in, or the gateway itself.
 *
 * @param subject the sign-in's stable id of the person
 * @param name as pages show it
 */
public record Person(String subject, String name) {
    /** The actor of what nobody clicked. */
    public static final Person GATEWAY = new Person("gateway", "ERP-integrasjon");
}
