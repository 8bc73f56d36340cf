// Cryptoki (PKCS #11 2.40, with the EdDSA of 3.0) as p11-kit has it, and templates of attributes,
// which are arrays of addresses and so written here.
#ifndef BUDKAVLE_CPKCS11_SHIM_H
#define BUDKAVLE_CPKCS11_SHIM_H

#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>
#include <p11-kit/uri.h>

// A key pair that is made in the token and stays there: sensitive, never extractable.
// `parameters` is the DER of CKA_EC_PARAMS.
static inline CK_RV budkavle_token_generate(
    CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session, CK_MECHANISM_TYPE type,
    const CK_BYTE *parameters, CK_ULONG parameters_count, const CK_BYTE *id, CK_ULONG id_count,
    const CK_BYTE *label, CK_ULONG label_count, CK_OBJECT_HANDLE *public_key) {
    CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
    CK_MECHANISM mechanism = {type, NULL, 0};
    CK_ATTRIBUTE public_template[] = {
        {CKA_EC_PARAMS, (void *)parameters, parameters_count},
        {CKA_TOKEN, &yes, sizeof yes},
        {CKA_VERIFY, &yes, sizeof yes},
        {CKA_ID, (void *)id, id_count},
        {CKA_LABEL, (void *)label, label_count},
    };
    CK_ATTRIBUTE private_template[] = {
        {CKA_TOKEN, &yes, sizeof yes},
        {CKA_PRIVATE, &yes, sizeof yes},
        {CKA_SENSITIVE, &yes, sizeof yes},
        {CKA_EXTRACTABLE, &no, sizeof no},
        {CKA_SIGN, &yes, sizeof yes},
        {CKA_ID, (void *)id, id_count},
        {CKA_LABEL, (void *)label, label_count},
    };
    CK_OBJECT_HANDLE private_key = 0;
    return functions->C_GenerateKeyPair(
        session, &mechanism, public_template, sizeof public_template / sizeof *public_template,
        private_template, sizeof private_template / sizeof *private_template, public_key,
        &private_key);
}

// Objects of a class and type with that id and label; an empty one stands for any.
static inline CK_RV budkavle_token_find(
    CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session, CK_OBJECT_CLASS class_,
    CK_KEY_TYPE type, const CK_BYTE *id, CK_ULONG id_count, const CK_BYTE *label,
    CK_ULONG label_count, CK_OBJECT_HANDLE *found, CK_ULONG limit, CK_ULONG *count) {
    CK_ATTRIBUTE wanted[4] = {
        {CKA_CLASS, &class_, sizeof class_},
        {CKA_KEY_TYPE, &type, sizeof type},
    };
    CK_ULONG wanted_count = 2;
    if (id_count) wanted[wanted_count++] = (CK_ATTRIBUTE){CKA_ID, (void *)id, id_count};
    if (label_count)
        wanted[wanted_count++] = (CK_ATTRIBUTE){CKA_LABEL, (void *)label, label_count};
    *count = 0;
    CK_RV code = functions->C_FindObjectsInit(session, wanted, wanted_count);
    if (code != CKR_OK) return code;
    code = functions->C_FindObjects(session, found, limit, count);
    CK_RV end = functions->C_FindObjectsFinal(session);
    return code != CKR_OK ? code : end;
}

// One attribute; `count` is the room before and the length after.
static inline CK_RV budkavle_token_read(
    CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
    CK_ATTRIBUTE_TYPE type, CK_BYTE *value, CK_ULONG *count) {
    CK_ATTRIBUTE attribute = {type, value, *count};
    CK_RV code = functions->C_GetAttributeValue(session, object, &attribute, 1);
    if (code == CKR_OK) *count = attribute.ulValueLen;
    return code;
}

static inline CK_RV budkavle_token_sign(
    CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session, CK_MECHANISM_TYPE type,
    CK_OBJECT_HANDLE key, const CK_BYTE *message, CK_ULONG message_count, CK_BYTE *signature,
    CK_ULONG *signature_count) {
    CK_MECHANISM mechanism = {type, NULL, 0};
    CK_RV code = functions->C_SignInit(session, &mechanism, key);
    if (code != CKR_OK) return code;
    return functions->C_Sign(
        session, (CK_BYTE *)message, message_count, signature, signature_count);
}

#endif
