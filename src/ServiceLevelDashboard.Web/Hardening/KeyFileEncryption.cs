using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>Encrypts the kept keys by a secret from a file (AES-256-GCM; the key is derived from the file by HKDF with SHA-256).</summary>
internal sealed class KeyFileEncryption : IXmlEncryptor
{
    private const int MinimumSecretLength = 32, NonceLength = 12, TagLength = 16, KeyLength = 32;

    private readonly byte[] _key;

    private KeyFileEncryption(byte[] key) => _key = key;

    /// <summary>The encryption under a secret.</summary>
    /// <exception cref="CryptographicException">The secret is too short.</exception>
    public static KeyFileEncryption Of(byte[] secret) => secret.Length < MinimumSecretLength
        ? throw new CryptographicException($"The key file holds {secret.Length} bytes.")
        : new KeyFileEncryption(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyLength, info: "service level dashboard: key ring"u8.ToArray()));

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var whole = new byte[NonceLength + TagLength + plain.Length];
        var (nonce, tag, cipher) = Parts(whole);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span);
        return new EncryptedXmlInfo(new XElement("encryptedByKeyFile", Convert.ToBase64String(whole)), typeof(Decryptor));
    }

    private XElement Decrypt(string text)
    {
        var (nonce, tag, cipher) = Parts(Convert.FromBase64String(text));
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] whole) =>
        (whole.AsMemory(0, NonceLength), whole.AsMemory(NonceLength, TagLength), whole.AsMemory(NonceLength + TagLength));

    /// <summary>Made by the platform, by the name that stands beside an encrypted key.</summary>
    internal sealed class Decryptor(IServiceProvider services) : IXmlDecryptor
    {
        /// <inheritdoc/>
        public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<KeyFileEncryption>().Decrypt(encryptedElement.Value);
    }
}
