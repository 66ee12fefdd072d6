# Two stages: the first builds the console, the second runs the server as an ordinary user. Node is the one of package.json.
FROM node:26-slim AS build
WORKDIR /hearth
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/build-web.ts && npm prune --omit=dev

FROM node:26-slim
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
WORKDIR /hearth
COPY --from=build --chown=node:node /hearth ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080 1883
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As `npm start` does: a heap that is cleared sooner takes 90 MB less with 1,000 devices, and costs a twentieth of the rate.
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "hearth.ts", "serve"]
