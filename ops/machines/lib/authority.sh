# shellcheck shell=bash
# A certificate authority, for the database's certificate: clients ask for sslmode=verify-full, as with a managed one.

# authority_make: and the certificate of the host "db".
authority_make() {
  local place=$state/authority
  mkdir -p "$place"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=HighPerf machines' -addext 'keyUsage=critical,keyCertSign' \
    -keyout "$place/authority.key" -out "$place/authority.crt" 2>/dev/null
  openssl req -new -newkey rsa:2048 -nodes -subj '/CN=db' -keyout "$place/db.key" -out "$place/db.csr" 2>/dev/null
  openssl x509 -req -in "$place/db.csr" -CA "$place/authority.crt" -CAkey "$place/authority.key" -CAcreateserial -days 30 -out "$place/db.crt" \
    -extfile <(printf 'subjectAltName=DNS:db,IP:%s\nextendedKeyUsage=serverAuth\n' "${address_of[db]}") 2>/dev/null
}
