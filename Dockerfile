# One image for both processes: `docker run … web` and `docker run … engine`. It needs DATABASE_URL, CONSOLE_MASTER_KEYS
# and NEXTAUTH_SECRET (.env.example); `docker run … migrate` brings the database up to date first.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
ENV NEXT_TELEMETRY_DISABLED=1 BUILD_STANDALONE=1
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0
COPY --from=build --chown=node:node /app/.next/standalone ./
COPY --from=build --chown=node:node /app/.next/static ./.next/static
COPY --from=build --chown=node:node /app/public ./public
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/prisma ./prisma
COPY --chown=node:node scripts/container.mjs ./scripts/container.mjs
USER node
EXPOSE 3000
ENTRYPOINT ["node", "scripts/container.mjs"]
CMD ["web"]
