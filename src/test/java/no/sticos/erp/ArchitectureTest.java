package no.sticos.erp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import no.sticos.erp.web.live.LiveStream;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.FaultHandler;

/** The house's table of rooms and its Rx rules, held by the build. */
@AnalyzeClasses(packages = "no.sticos.erp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "no.sticos.erp";

    @ArchTest
    static final ArchRule rooms_use_only_what_the_table_allows = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("top")
            .definedBy(ROOT)
            .layer("web")
            .definedBy(room("web"))
            .layer("sync")
            .definedBy(room("sync"))
            .layer("ledger")
            .definedBy(room("ledger"))
            .layer("connect")
            .definedBy(room("connect"))
            .layer("events")
            .definedBy(room("events"))
            .layer("clients")
            .definedBy(room("clients"))
            .layer("mail")
            .definedBy(room("mail"))
            .layer("erp")
            .definedBy(ROOT + ".erp")
            .layer("visma")
            .definedBy(room("erp.visma"))
            .layer("db")
            .definedBy(room("db"))
            .layer("kernel")
            .definedBy(room("kernel"))
            .layer("ops")
            .definedBy(room("ops"))
            .layer("cluster")
            .definedBy(room("cluster"))
            .layer("sandbox")
            .definedBy(room("sandbox"))
            .layer("consumer")
            .definedBy(room("consumer"))
            .whereLayer("top")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("web")
            .mayOnlyBeAccessedByLayers("top")
            .whereLayer("sync")
            .mayOnlyBeAccessedByLayers("top", "web")
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("top", "web", "sync")
            .whereLayer("connect")
            .mayOnlyBeAccessedByLayers("top", "web", "sync")
            .whereLayer("events")
            .mayOnlyBeAccessedByLayers("top", "web", "sync", "ledger")
            .whereLayer("clients")
            .mayOnlyBeAccessedByLayers("top", "web", "sync", "connect", "events")
            .whereLayer("mail")
            .mayOnlyBeAccessedByLayers("top", "web", "sync", "connect")
            .whereLayer("erp")
            .mayOnlyBeAccessedByLayers("top", "sync", "ledger", "connect", "visma")
            .whereLayer("visma")
            .mayOnlyBeAccessedByLayers("top")
            .whereLayer("db")
            .mayOnlyBeAccessedByLayers("top", "sync", "ledger", "connect", "events", "clients", "mail")
            .whereLayer("ops")
            .mayOnlyBeAccessedByLayers("top")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("top")
            .whereLayer("sandbox")
            .mayOnlyBeAccessedByLayers("top")
            .whereLayer("consumer")
            .mayOnlyBeAccessedByLayers("top", "sandbox")
            .because("architecture.md §1 says who may use whom");

    @ArchTest
    static final ArchRule the_sandbox_stands_aside = classes()
            .that()
            .resideInAPackage(room("sandbox"))
            .should()
            .onlyDependOnClassesThat(
                    outside(ROOT + "..").or(resideInAnyPackage(room("sandbox"), room("kernel"), room("consumer"))));

    @ArchTest
    static final ArchRule what_products_embed_brings_nothing_of_the_gateway = classes()
            .that()
            .resideInAPackage(room("consumer"))
            .should()
            .onlyDependOnClassesThat(outside(ROOT + "..").or(resideInAPackage(room("consumer"))));

    @ArchTest
    static final ArchRule who_watches_knows_none_of_the_rooms = classes()
            .that()
            .resideInAPackage(room("ops"))
            .should()
            .onlyDependOnClassesThat(outside(ROOT + "..").or(resideInAnyPackage(room("ops"), room("kernel"))));

    @ArchTest
    static final ArchRule who_joins_processes_knows_none_of_the_rooms = classes()
            .that()
            .resideInAPackage(room("cluster"))
            .should()
            .onlyDependOnClassesThat(outside(ROOT + "..").or(resideInAnyPackage(room("cluster"), room("kernel"))));

    @ArchTest
    static final ArchRule hazelcast_is_named_in_one_room = noClasses()
            .that()
            .resideOutsideOfPackage(room("cluster"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..");

    @ArchTest
    static final ArchRule the_mail_server_is_spoken_to_in_one_room = noClasses()
            .that()
            .resideOutsideOfPackage(room("mail"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.ext.mail..", "io.vertx.rxjava3.ext.mail..");

    @ArchTest
    static final ArchRule metrics_and_traces_are_named_in_one_room = noClasses()
            .that()
            .resideOutsideOfPackage(room("ops"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.opentelemetry..", "io.vertx.micrometer..");

    @ArchTest
    static final ArchRule rooms_form_no_circle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule groups_of_pages_form_no_circle =
            slices().matching(ROOT + ".web.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_group_of_pages_knows_the_routes_above_it = noClasses()
            .that()
            .resideInAPackage(ROOT + ".web.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".web");

    /** A plain subscriber that throws tells nobody, and the browser waits for ever. */
    @ArchTest
    static final ArchRule every_route_waits_for_its_work_by_a_reply = noClasses()
            .that()
            .resideInAPackage(room("web"))
            .and(DescribedPredicate.not(belongToAnyOf(Answers.class, FaultHandler.class, LiveStream.class)))
            .should()
            .callMethodWhere(named("a subscription without a Reply", ArchitectureTest::isPlainSubscription));

    @ArchTest
    static final ArchRule the_kernel_knows_neither_vertx_nor_sql = noClasses()
            .that()
            .resideInAPackage(room("kernel"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "java.sql..", "io.netty..");

    @ArchTest
    static final ArchRule nobody_blocks = noClasses()
            .should()
            .callMethodWhere(named(
                    "a blocking operator of RxJava",
                    call -> call.getTargetOwner().getPackageName().startsWith("io.reactivex.rxjava3")
                            && call.getName().startsWith("blocking")));

    /** The plain-named twins subscribe and cache at once, so that a retry would repeat the cached answer. */
    @ArchTest
    static final ArchRule vertx_is_used_by_its_cold_methods_only = noClasses()
            .should()
            .callMethodWhere(named("an eager twin of a cold rx method", ArchitectureTest::isEagerTwin));

    @ArchTest
    static final ArchRule only_the_top_reads_the_environment = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    @ArchTest
    static final ArchRule only_the_top_speaks_to_the_terminal = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .accessFieldWhere(named("System.out or System.err", access -> access.getTargetOwner()
                    .isEquivalentTo(System.class)));

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> outside(String packages) {
        return DescribedPredicate.not(resideInAPackage(packages));
    }

    private static boolean isEagerTwin(JavaMethodCall call) {
        var owner = call.getTargetOwner();
        if (!owner.getPackageName().startsWith("io.vertx.rxjava3")) {
            return false;
        }
        var cold = "rx" + Character.toUpperCase(call.getName().charAt(0))
                + call.getName().substring(1);
        return owner.getAllMethods().stream()
                .anyMatch(method -> method.getName().equals(cold));
    }

    private static boolean isPlainSubscription(JavaMethodCall call) {
        return call.getTargetOwner().getPackageName().startsWith("io.reactivex.rxjava3")
                && call.getName().startsWith("subscribe")
                && call.getTarget().getRawParameterTypes().stream()
                        .noneMatch(type -> type.getSimpleName().endsWith("Observer"));
    }

    private static <A extends JavaAccess<?>> DescribedPredicate<A> named(
            String name, java.util.function.Predicate<A> holds) {
        return DescribedPredicate.describe(name, holds);
    }
}
