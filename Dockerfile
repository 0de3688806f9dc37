FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Server --configuration Release --use-current-runtime --self-contained false --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown app:app /data
USER app
ENV TEAMACCESS_DATA=/data TEAMACCESS_HTTP=0.0.0.0:8080 TEAMACCESS_GRPC=0.0.0.0:8081
VOLUME /data
EXPOSE 8080 8081
ENTRYPOINT ["dotnet", "TeamAccess.Server.dll"]
