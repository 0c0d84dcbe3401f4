"""How mail leaves: encrypted to a server that proves who it is, or as a file only we can read."""

from __future__ import annotations

import ipaddress
import ssl
import stat
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from selfhelp import clock
from selfhelp.messages.transports import MailboxTransport, SmtpTransport, Unreachable, transport_of
from tests.support.post import PostOffice, free_port, open_office, read
from tests.support.settings import settings


def a_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "no-reply@example.com", "n17@example.com", "Hei"
    mail["Message-ID"] = "<a17@example.com>"
    mail.set_content("Hei.\n")
    return mail


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of 127.0.0.1, signed by itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(17).not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1)).add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path / "post.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def sealed_office(certificate: Path) -> Iterator[PostOffice]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with open_office(PostOffice(free_port()), context) as office:
        yield office


def test_it_goes_encrypted_to_a_server_that_proves_who_it_is(
    sealed_office: PostOffice, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    SmtpTransport(sealed_office.settings(tls=True)).send(a_mail())
    assert len(sealed_office.taken) == 1


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(sealed_office: PostOffice) -> None:
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        SmtpTransport(sealed_office.settings(tls=True)).send(a_mail())
    assert sealed_office.taken == []


def test_a_server_without_encryption_gets_nothing(office: PostOffice) -> None:
    with pytest.raises(Unreachable):
        SmtpTransport(office.settings(tls=True)).send(a_mail())
    assert office.taken == []


def test_in_the_demo_a_mail_is_a_file_for_our_eyes_alone(tmp_path: Path) -> None:
    folder = tmp_path / "mailbox"
    for _time in range(2):
        MailboxTransport(folder).send(a_mail())
    (file,) = folder.iterdir()
    assert read(file.read_bytes())["To"] == "n17@example.com"
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(folder.stat().st_mode)) == (0o600, 0o700)


def test_settings_that_name_no_way_to_send_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SMTP_HOST"):
        transport_of(settings(tmp_path))
    assert isinstance(transport_of(settings(tmp_path, environment="demo")), MailboxTransport)
