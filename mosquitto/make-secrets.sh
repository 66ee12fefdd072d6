#!/bin/sh
# Makes what mosquitto.conf names and no repository holds: a certificate authority, the broker's certificate, and the password of Hearth.
#
#   mosquitto/make-secrets.sh broker.clinic.example       the name by which devices reach the broker
#
# Devices are given ca.crt. What is there already is kept. Needs openssl and mosquitto_passwd; without the second, each password is
# set with: docker compose run --rm --entrypoint mosquitto_passwd mosquitto /mosquitto/config/passwords <device>
set -eu
name=${1:?the name by which devices reach the broker, such as broker.clinic.example}
folder=${2:-$(dirname "$0")}
certs=$folder/certs
mkdir -p "$certs"
umask 077

if [ ! -e "$certs/ca.key" ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
    -subj "/CN=Hearth broker authority" -keyout "$certs/ca.key" -out "$certs/ca.crt" 2>/dev/null
fi
if [ ! -e "$certs/server.key" ]; then
  # `mosquitto` is the broker's name among the containers.
  printf 'subjectAltName=DNS:%s,DNS:mosquitto,DNS:localhost,IP:127.0.0.1\n' "$name" > "$certs/server.ext"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$name" \
    -keyout "$certs/server.key" -out "$certs/server.csr" 2>/dev/null
  openssl x509 -req -in "$certs/server.csr" -CA "$certs/ca.crt" -CAkey "$certs/ca.key" -CAcreateserial -days 825 \
    -extfile "$certs/server.ext" -out "$certs/server.crt" 2>/dev/null
  rm "$certs/server.csr" "$certs/server.ext"
fi
# The broker runs as its own user and reads these; the authority's key is for whoever renews the certificate, and for nobody else.
chmod 755 "$certs"
chmod 644 "$certs/ca.crt" "$certs/server.crt" "$certs/server.key"

if [ ! -e "$folder/passwords" ]; then
  password=$(openssl rand -base64 24)
  : > "$folder/passwords"
  chmod 644 "$folder/passwords"
  if command -v mosquitto_passwd > /dev/null; then mosquitto_passwd -b "$folder/passwords" hearth "$password"
  else docker compose run --rm --entrypoint mosquitto_passwd mosquitto -b /mosquitto/config/passwords hearth "$password"; fi
  echo "Hearth's own password, for the file .env beside docker-compose.yml. It is shown this once:"
  echo
  echo "HEARTH_SUBSCRIBER_URL=mqtts://mosquitto:8883"
  echo "HEARTH_SUBSCRIBER_USERNAME=hearth"
  echo "HEARTH_SUBSCRIBER_PASSWORD=$password"
  echo "HEARTH_SUBSCRIBER_CA_FILE=/broker/ca.crt"
fi
