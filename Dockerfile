# The dashboard and the shell command sld in one image. Other base images: --build-arg RUNTIME_IMAGE=…
ARG NODE_IMAGE=node:22-bookworm-slim
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${NODE_IMAGE} AS scripts
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --loglevel=error

FROM ${SDK_IMAGE} AS build
ARG TARGETARCH=amd64
# packaging/image.sh gives both: there is no git here to read them from.
ARG VERSION
ARG REVISION
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY . .
COPY --from=scripts /source/node_modules node_modules
# Newer than package.json, whatever the build cache did: the build then does not ask for npm, which is not in this stage.
RUN touch node_modules/.package-lock.json
RUN for project in Cli Web; do \
      dotnet publish "src/ServiceLevelDashboard.$project" --configuration Release --arch "$TARGETARCH" \
        --self-contained false ${VERSION:+-p:Version=$VERSION} ${REVISION:+-p:SourceRevisionId=$REVISION} --output /app || exit 1; \
    done \
    && mkdir /data

FROM ${RUNTIME_IMAGE}
WORKDIR /app
COPY --from=build /app .
# The one place that is written to; 1654 is the unprivileged user "app" of the .NET images.
COPY --from=build --chown=1654:1654 /data /data
USER 1654:1654
VOLUME /data
# The data folder holds the keys that protect cookies too: they must outlive the container.
# All interfaces of the container, which nobody reaches until a port is published.
ENV HOME=/data \
    Storage__DataFolder=/data \
    PATH=$PATH:/app \
    ASPNETCORE_URLS=http://0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["sld", "health", "--url", "http://127.0.0.1:8080"]
ENTRYPOINT ["/app/ServiceLevelDashboard.Web"]
