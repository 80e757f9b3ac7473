"""The main flows of each service through boto3, one by name: python3 boto3_flows.py FLOW. Silent if all is as on AWS."""

import sys

import boto3
from botocore.exceptions import ClientError


def code_of(call, **arguments):
    """The error code in which a call ends."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    raise AssertionError("no error")


def s3():
    client = boto3.client("s3")
    client.create_bucket(Bucket="photos")
    client.put_object(Bucket="photos", Key="a/ü 1", Body=b"one", Metadata={"by": "me"}, IfNoneMatch="*")
    assert code_of(client.put_object, Bucket="photos", Key="a/ü 1", Body=b"two", IfNoneMatch="*") == "PreconditionFailed"
    read = client.get_object(Bucket="photos", Key="a/ü 1")
    assert read["Body"].read() == b"one" and read["Metadata"] == {"by": "me"}
    client.put_object(Bucket="photos", Key="a/ü 1", Body=b"two", IfMatch=read["ETag"])
    assert code_of(client.get_object, Bucket="photos", Key="missing") == "NoSuchKey"
    for number in range(5):
        client.put_object(Bucket="photos", Key=f"b/{number}", Body=b"")
    pages = client.get_paginator("list_objects_v2").paginate(Bucket="photos", PaginationConfig={"PageSize": 2})
    keys = [entry["Key"] for page in pages for entry in page["Contents"]]
    assert keys == ["a/ü 1", "b/0", "b/1", "b/2", "b/3", "b/4"], keys
    client.delete_objects(Bucket="photos", Delete={"Objects": [{"Key": key} for key in keys]})
    assert client.list_objects_v2(Bucket="photos")["KeyCount"] == 0


def sqs():
    client = boto3.client("sqs")
    queue = client.create_queue(QueueName="jobs", Attributes={"VisibilityTimeout": "60"})["QueueUrl"]
    entries = [{"Id": str(number), "MessageBody": f"job {number}"} for number in range(3)]
    assert len(client.send_message_batch(QueueUrl=queue, Entries=entries)["Successful"]) == 3
    attribute = {"stamp": {"DataType": "String", "StringValue": "ü"}}
    client.send_message(QueueUrl=queue, MessageBody="last", MessageAttributes=attribute)
    received = client.receive_message(
        QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1, MessageAttributeNames=["All"], AttributeNames=["All"]
    )["Messages"]
    assert [message["Body"] for message in received] == ["job 0", "job 1", "job 2", "last"]
    assert received[3]["MessageAttributes"]["stamp"]["StringValue"] == "ü"
    assert received[0]["Attributes"]["ApproximateReceiveCount"] == "1"
    client.change_message_visibility(QueueUrl=queue, ReceiptHandle=received[0]["ReceiptHandle"], VisibilityTimeout=0)
    again = client.receive_message(QueueUrl=queue)["Messages"]
    assert again[0]["MessageId"] == received[0]["MessageId"]
    handles = [{"Id": str(at), "ReceiptHandle": each["ReceiptHandle"]} for at, each in enumerate(again + received[1:])]
    assert len(client.delete_message_batch(QueueUrl=queue, Entries=handles)["Successful"]) == 4
    counts = client.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert counts["ApproximateNumberOfMessages"] == counts["ApproximateNumberOfMessagesNotVisible"] == "0"
    assert code_of(client.get_queue_url, QueueName="missing") in ("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue")


def fifo():
    client = boto3.client("sqs")
    attributes = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    queue = client.create_queue(QueueName="orders.fifo", Attributes=attributes)["QueueUrl"]
    first = client.send_message(QueueUrl=queue, MessageBody="one", MessageGroupId="group")
    assert client.send_message(QueueUrl=queue, MessageBody="one", MessageGroupId="group")["MessageId"] == first["MessageId"]
    client.send_message(QueueUrl=queue, MessageBody="two", MessageGroupId="group")
    held = client.receive_message(QueueUrl=queue)["Messages"]
    assert [message["Body"] for message in held] == ["one"]
    assert "Messages" not in client.receive_message(QueueUrl=queue)
    client.delete_message(QueueUrl=queue, ReceiptHandle=held[0]["ReceiptHandle"])
    assert [message["Body"] for message in client.receive_message(QueueUrl=queue)["Messages"]] == ["two"]


def dynamodb():
    resource = boto3.resource("dynamodb")
    table = resource.create_table(
        TableName="users",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    table.wait_until_exists()
    table.put_item(Item={"id": "a", "count": 1}, ConditionExpression="attribute_not_exists(id)")
    twice = {"Item": {"id": "a"}, "ConditionExpression": "attribute_not_exists(id)"}
    assert code_of(table.put_item, **twice) == "ConditionalCheckFailedException"
    table.update_item(
        Key={"id": "a"},
        UpdateExpression="ADD #count :two",
        ExpressionAttributeNames={"#count": "count"},
        ExpressionAttributeValues={":two": 2},
    )
    assert table.get_item(Key={"id": "a"})["Item"] == {"id": "a", "count": 3}
    with table.batch_writer() as batch:
        for number in range(30):
            batch.put_item(Item={"id": str(number)})
    assert table.scan()["Count"] == 31


{"s3": s3, "sqs": sqs, "fifo": fifo, "dynamodb": dynamodb}[sys.argv[1]]()
