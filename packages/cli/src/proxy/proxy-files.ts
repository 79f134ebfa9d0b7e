/** What a proxy in front of Moothall needs to know. */
export interface ProxyWanted {
  /** Name that people type, such as `desk.council.example`. */
  readonly host: string;
  /** Where Moothall listens: `127.0.0.1:3000`. */
  readonly upstream: string;
  /** The largest request: ten files and the words with them. */
  readonly bodyMegabytes: number;
  /** Certificate and its key, as the proxy reads them. */
  readonly certificate: string;
  readonly key: string;
  /** Other proxies between people and this one. */
  readonly isFirst: boolean;
}

export type ProxyKind = 'nginx' | 'caddy' | 'apache';

/** Where each proxy reads it on Debian. */
export const proxyPlaces: Readonly<Record<ProxyKind, string>> = {
  nginx: '/etc/nginx/sites-enabled/moothall.conf',
  caddy: '/etc/caddy/Caddyfile',
  apache: '/etc/apache2/sites-enabled/moothall.conf',
};

/**
 * What a proxy's configuration says. Connections to Moothall are not kept: one that is reused while a process is
 * replaced could lose its request. HSTS and the other headers for browsers are Moothall's own.
 */
export const proxyFiles: Readonly<Record<ProxyKind, (wanted: ProxyWanted) => string>> = { nginx, caddy, apache };

/** TLS as Mozilla's guidelines have it, intermediate. Works with nginx 1.22 (Debian 12) and later. */
function nginx({ host, upstream, bodyMegabytes, certificate, key, isFirst }: ProxyWanted): string {
  return `server {
    listen 80;
    listen [::]:80;
    server_name ${host};
    server_tokens off;
    return 301 https://${host}$request_uri;
}

server {
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    server_name ${host};
    server_tokens off;

    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;
    ssl_prefer_server_ciphers off;
    ssl_session_cache shared:moothall:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;

    client_max_body_size ${bodyMegabytes}m;

    # Figures for monitoring; ask for them on the machine itself.
    location = /metrics {
        return 404;
    }

    location / {
        proxy_pass http://${upstream};
        proxy_http_version 1.1;
        proxy_set_header Connection close;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For ${isFirst ? '$remote_addr' : '$proxy_add_x_forwarded_for'};
        proxy_set_header X-Forwarded-Proto https;
        # Pages are buffered, so that slow readers keep no process busy. Live queues come as streams, which
        # are not: Moothall says X-Accel-Buffering: no with them, and stirs them before this time is over.
        proxy_read_timeout 75s;
    }
}
`;
}

function caddy({ host, upstream, bodyMegabytes, isFirst }: ProxyWanted): string {
  const behindOthers = isFirst ? '' : '\n        trusted_proxies private_ranges';
  return `${host} {
    # Caddy gets a certificate by itself. With one of your own: tls /path/of/certificate.pem /path/of/key.pem
    request_body {
        max_size ${bodyMegabytes}MiB
    }

    # Figures for monitoring; ask for them on the machine itself.
    respond /metrics 404

    reverse_proxy ${upstream} {${behindOthers}
        # Live queues come as streams.
        flush_interval -1
        transport http {
            keepalive off
        }
    }
}
`;
}

function apache({ host, upstream, bodyMegabytes, certificate, key, isFirst }: ProxyWanted): string {
  return `# Once: a2enmod ssl proxy proxy_http headers
<VirtualHost *:80>
    ServerName ${host}
    Redirect permanent / https://${host}/
</VirtualHost>

<VirtualHost *:443>
    ServerName ${host}
    ServerSignature Off

    SSLEngine on
    SSLCertificateFile ${certificate}
    SSLCertificateKeyFile ${key}
    SSLProtocol -all +TLSv1.2 +TLSv1.3
    SSLHonorCipherOrder off
    SSLSessionTickets off

    LimitRequestBody ${bodyMegabytes * 1_048_576}

    # Figures for monitoring; ask for them on the machine itself.
    <Location "/metrics">
        Require all denied
    </Location>

${isFirst ? '    # What the browser claims of itself is not believed.\n    RequestHeader unset X-Forwarded-For early\n' : ''}    RequestHeader set X-Forwarded-Proto "https"
    ProxyPreserveHost On
    ProxyRequests Off
    # Live queues come as streams: flushpackets.
    ProxyPass / http://${upstream}/ disablereuse=on flushpackets=on timeout=75
</VirtualHost>
`;
}
